import { getEnterprise } from '@yufang/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { Empty, Reading } from '../../../ui/index.ts';

/** What only an enterprise inside a park can do: one outside is told so before it fills anything in. */
export function InPark({
  enterpriseId,
  title,
  above,
  children,
}: {
  enterpriseId: string;
  /** Heading of the page while its content is not there. */
  title: string;
  above: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const enterprise = useApi(getEnterprise, { params: { enterpriseId } });
  if (enterprise.data && enterprise.data.parkId !== null) return children;
  return (
    <>
      <header className="yf-head">
        <h1>{title}</h1>
      </header>
      {above}
      <Reading query={enterprise}>
        {() => <Empty title={t('park.own.noPark')} text={t('park.own.noParkText')} />}
      </Reading>
    </>
  );
}
