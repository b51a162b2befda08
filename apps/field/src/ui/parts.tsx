import type { RiskGrade } from '@yufang/domain';
import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../i18n/index.ts';
import { goBack } from '../lib/router.ts';

/** A screen: its name is its one heading, and takes the focus when it opens, so that a screen reader says where one is. */
export function Page(props: { title: string; back?: string; aside?: ReactNode; children: ReactNode; wide?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    document.title = `${props.title} · ${t('app.name')}`;
  }, [props.title]);
  return (
    <>
      <header className="head">
        {props.back !== undefined && (
          <button type="button" className="icon" aria-label={t('app.back')} onClick={() => goBack(props.back ?? '/')}>
            <Icon name="back" />
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        {props.aside}
      </header>
      <main id="main">{props.children}</main>
    </>
  );
}

const SHAPES: Readonly<Record<RiskGrade, string>> = { red: '◆', orange: '▲', yellow: '●', blue: '■' };

/** A grade: colour, shape and word, never colour alone. */
export function Grade({ grade }: { grade: RiskGrade | null }) {
  if (!grade) return null;
  return (
    <span className={`grade ${grade}`}>
      <span aria-hidden="true">{SHAPES[grade]}</span> {t(`grade.${grade}`)}
    </span>
  );
}

/** One thing in a list that opens. */
export function Row(props: {
  onClick: () => void;
  title: ReactNode;
  sub?: ReactNode;
  end?: ReactNode;
  late?: boolean;
}) {
  return (
    <li>
      <button type="button" className={props.late ? 'row late' : 'row'} onClick={props.onClick}>
        <span className="grow">
          <span className="row-title">{props.title}</span>
          {props.sub && <span className="row-sub">{props.sub}</span>}
        </span>
        {props.end && <span className="row-end">{props.end}</span>}
        <Icon name="more" />
      </button>
    </li>
  );
}

export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}

/** A field with its name and, when it was refused, why. */
export function Field(props: {
  label: string;
  hint?: string;
  error?: string | null;
  children: (id: string) => ReactNode;
  id: string;
}) {
  return (
    <div className="field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children(props.id)}
      {props.hint && <p className="hint">{props.hint}</p>}
      {props.error && (
        <p className="error" role="alert">
          {props.error}
        </p>
      )}
    </div>
  );
}

/** What somebody must know now. */
export function Note({ tone = 'plain', children }: { tone?: 'plain' | 'warn' | 'good'; children: ReactNode }) {
  return (
    <div className={`note ${tone}`} role={tone === 'warn' ? 'alert' : undefined}>
      {children}
    </div>
  );
}

const PATHS = {
  back: 'm15 5-7 7 7 7',
  more: 'm9 5 7 7-7 7',
  tasks: 'M9 6h11M9 12h11M9 18h11M4 6l.9.9L6.500 5M4 12l.9.9L6.500 11M4 18l.9.9L6.500 17',
  dangers: 'M12 4 2.800 19.500h18.400zM12 10v4.500M12 17.200v.1',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c1-3.600 4-5.200 7.500-5.200s6.500 1.600 7.500 5.200',
  camera: 'M4 8h3l1.600-2.500h6.800L17 8h3v11H4zM12 16.500a3.300 3.300 0 1 0 0-6.600 3.300 3.300 0 0 0 0 6.600z',
  mic: 'M12 14.500a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.500a6 6 0 0 0 12 0M12 17.500V21',
  scan: 'M4 9V5h4M16 5h4v4M20 15v4h-4M8 19H4v-4M7 12h10',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  cross: 'M6 6l12 12M18 6 6 18',
  dash: 'M6 12h12',
  place:
    'M12 21c4-5 6.500-8 6.500-11.500a6.500 6.500 0 0 0-13 0C5.500 13 8 16 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
} as const;

/** A line drawing beside a word; hidden from screen readers, the word says it. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className="svg" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
