import { Modal, Pagination } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/problem.ts';
import { Loading } from '../../ui/index.ts';
import type { PagedFile } from './plan-picture.ts';

/** A floor plan is seldom the first page of a drawing set: turn the pages and take the one in sight. */
export function PlanPageChoice({
  file,
  onTake,
  onCancel,
}: {
  file: PagedFile;
  onTake: (page: number) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const [shown, setShown] = useState<{ page: number; url?: string; problem?: unknown }>({ page: 0 });
  useEffect(() => {
    let left = false;
    let url: string | undefined;
    file
      .draw(page, 'preview')
      .then((picture) => {
        if (left) return;
        url = URL.createObjectURL(picture);
        setShown({ page, url });
      })
      .catch((problem: unknown) => {
        if (!left) setShown({ page, problem });
      });
    return () => {
      left = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [file, page]);
  const ready = shown.page === page && shown.url !== undefined;
  return (
    <Modal
      open
      title={t('risk.plan.choosePage')}
      width={760}
      okText={t('risk.plan.takePage', { page })}
      okButtonProps={{ disabled: !ready }}
      onOk={() => onTake(page)}
      onCancel={onCancel}
    >
      <Pagination
        simple
        className="yf-gap-below"
        current={page}
        pageSize={1}
        total={file.pages}
        onChange={(next) => setPage(next)}
      />
      <div className="risk-plan-preview">
        {shown.page !== page ? (
          <Loading />
        ) : shown.url ? (
          <img src={shown.url} alt={t('risk.plan.pagePicture', { page, pages: file.pages })} />
        ) : (
          <p role="alert">{problemText(shown.problem, t)}</p>
        )}
      </div>
    </Modal>
  );
}
