import { currentLang, t } from '../i18n/index.ts';
import { useField } from '../ui/context.tsx';

const MANAGERS = ['enterprise_head', 'safety_officer'];

/** Paper for the wall as PDF: the post's risk card for whoever holds one; for managers also the notice board, the door plate and the points' labels. */
export function Papers({ posts = [] }: { posts?: readonly string[] }) {
  const { holder } = useField();
  const manages = MANAGERS.includes(holder.role);
  const of = (paper: string, query = '') =>
    `/api/v1/enterprises/${holder.enterpriseId}/paper/${paper}?lang=${currentLang()}${query}`;
  const own = posts.length > 0 && !manages ? `&posts=${posts.join(',')}` : '';
  const papers = [
    ...(manages || posts.length > 0 ? [['post-card', own] as const] : []),
    ...(manages
      ? ([
          ['board', ''],
          ['door-plate', ''],
          ['point-labels', ''],
        ] as const)
      : []),
  ];
  if (papers.length === 0) return null;
  return (
    <section>
      <h2>{t('paper.title')}</h2>
      <ul className="list">
        {papers.map(([paper, query]) => (
          <li key={paper}>
            <a className="row" href={of(paper, query)} target="_blank" rel="noreferrer">
              <span className="grow">
                <span className="row-title">{t(`paper.${paper}`)}</span>
              </span>
              <span className="row-end">PDF</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
