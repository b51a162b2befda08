import {
  createParkProjectCheck,
  listParkProjectChecks,
  type ParkProjectCheckRow,
  type ParkProjectCheckView,
} from '@yufang/contract/park';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../shell/me.tsx';
import { type Column, ListScreen, TimeText } from '../../../ui/index.ts';
import { changeShare } from '../numbers.ts';
import { ParkPages } from '../park-frame.tsx';
import { useAddress, useParkId } from '../use-park.ts';
import { CheckDrawer } from './check-drawer.tsx';
import { CheckPanel } from './check-panel.tsx';
import { VerdictTag } from './verdict-tag.tsx';

/** Access checks (准入): would a proposed plant break a limit? */
export function CheckPage() {
  const { t } = useTranslation();
  const may = useMay();
  const parkId = useParkId();
  /** Open: the drawer of a new check, empty or with the plant of an earlier one. */
  const [asking, setAsking] = useState<ParkProjectCheckView | 'new' | null>(null);
  const [, setAddress] = useAddress<{ row: string }>();
  const columns: Column<ParkProjectCheckRow>[] = [
    { key: 'name', title: t('park.check.name'), card: 'head', render: (_, c) => c.name },
    { key: 'applicant', title: t('park.check.applicant'), render: (_, c) => c.applicant },
    {
      key: 'verdict',
      title: t('park.check.verdict'),
      card: 'mark',
      render: (_, c) => <VerdictTag check={c} />,
    },
    { key: 'vessels', title: t('park.column.vessels'), align: 'right', render: (_, c) => c.vessels },
    {
      key: 'pll',
      title: t('park.check.pllChange'),
      align: 'right',
      render: (_, c) => (c.findings ? changeShare(c.findings.pllBeforePerYear, c.findings.pllAfterPerYear) : '–'),
    },
    {
      key: 'at',
      title: t('park.check.requested'),
      render: (_, c) => (
        <>
          {c.requested.name} <TimeText at={c.requested.at} />
        </>
      ),
    },
  ];
  return (
    <>
      <ParkPages parkId={parkId} />
      <ListScreen
        title={t('park.check.title')}
        lead={t('park.check.lead')}
        route={listParkProjectChecks}
        input={() => ({ params: { parkId }, query: {} })}
        rowKey={(c) => c.id}
        columns={columns}
        panelTitle={(c) => c.name}
        panel={(c) => <CheckPanel parkId={parkId} id={c.id} onAgain={setAsking} />}
        panelWidth={720}
        empty={{ title: t('park.check.empty'), text: t('park.check.emptyText') }}
        actions={
          may(createParkProjectCheck) && (
            <Button type="primary" onClick={() => setAsking('new')}>
              {t('park.check.new')}
            </Button>
          )
        }
      />
      {asking && (
        <CheckDrawer
          parkId={parkId}
          from={asking === 'new' ? null : asking}
          onClose={() => setAsking(null)}
          onDone={(row) => setAddress({ row })}
        />
      )}
    </>
  );
}
