import './danger.css';
import { Link, useParams } from '@tanstack/react-router';
import { type DangerView, getDanger } from '@yufang/contract/danger';
import { getHistory } from '@yufang/contract/history';
import type { DangerCommandType } from '@yufang/domain';
import { Alert, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveRefresh } from '../../api/live.ts';
import { useApi } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { DangerStatusTag, DeadlineText, Reading, RecordPage, StateTag, Timeline } from '../../ui/index.ts';
import { CommandDrawer } from './command-drawer.tsx';
import { COMMAND_FIELDS, nextCommand } from './commands.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DangerFacts } from './danger-facts.tsx';
import { useDangerHistory } from './history-texts.tsx';
import { MajorSteps } from './major-steps.tsx';
import { useGive } from './use-give.ts';

/** One danger: what it is, what happened, and the one thing to do next. */
export function DangerRecord() {
  const { enterpriseId = '', id = '' } = useParams({ strict: false }) as { enterpriseId?: string; id?: string };
  const danger = useApi(getDanger, { params: { enterpriseId, id } });
  useLiveRefresh(['hidden_danger.'], ['danger', 'history']);
  return <Reading query={danger}>{(d) => <Record danger={d} />}</Reading>;
}

function Record({ danger }: { danger: DangerView }) {
  const { t } = useTranslation();
  const word = useWord();
  const [open, setOpen] = useState<DangerCommandType | null>(null);
  const act = useGive(danger, () => setOpen(null));
  const next = nextCommand(danger);
  const others = danger.allowed.filter((type) => type !== next);
  // An act that asks for nothing is done at once.
  const begin = (type: DangerCommandType) =>
    COMMAND_FIELDS[type].length === 0 ? act.give({ type } as { type: 'start' }) : setOpen(type);
  const listed = danger.supervision !== null && danger.supervision.liftedAt === null;
  return (
    <RecordPage
      over={<Link to={`/enterprises/${danger.enterpriseId}`}>{danger.enterpriseName}</Link>}
      title={danger.name}
      tags={
        <span className="yf-inline">
          <span className="yf-figures yf-quiet">{danger.number}</span>
          <DangerStatusTag status={danger.status} level={danger.level} />
          {listed && <StateTag tone="open">{t('danger.column.supervision')}</StateTag>}
          {danger.escalatedTo && (
            <StateTag tone="waiting">
              {t('danger.column.escalatedTo')} {word('role', danger.escalatedTo)}
            </StateTag>
          )}
        </span>
      }
      responsible={danger.assigneeName}
      deadline={
        danger.deadline ? (
          <DeadlineText day={danger.deadline} closed={danger.dueOn === null} />
        ) : (
          danger.dueOn &&
          danger.dueWhat && (
            <>
              {t(`danger.due.${danger.dueWhat}`)} <DeadlineText day={danger.dueOn} />
            </>
          )
        )
      }
      primary={
        next ? (
          <Button type="primary" loading={act.busy} onClick={() => begin(next)}>
            {t(`danger.command.${next}`)}
          </Button>
        ) : undefined
      }
      more={
        others.length > 0 ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: others.map((type) => ({ key: type, label: t(`danger.command.${type}`) })),
              onClick: ({ key }) => begin(key as DangerCommandType),
            }}
          >
            <Button>{t('danger.action.more')}</Button>
          </Dropdown>
        ) : undefined
      }
      aside={<History danger={danger} />}
    >
      {act.problemText && <Alert type="error" showIcon title={act.problemText} className="yf-gap-below" />}
      {danger.missing.length > 0 && danger.status === 'to_accept' && (
        <Alert
          type="info"
          showIcon
          className="yf-gap-below"
          title={t('danger.major.stillMissing')}
          description={
            <ul className="yf-danger-missing">
              {danger.missing.map((code) => (
                <li key={code}>{t(code, { ns: 'problem', keySeparator: false })}</li>
              ))}
            </ul>
          }
        />
      )}
      <DangerFacts danger={danger} />
      {danger.level === 'major' && <MajorSteps danger={danger} />}
      {open && <CommandDrawer key={open} danger={danger} type={open} onClose={() => setOpen(null)} />}
      {act.conflict && (
        <ConflictDialog
          conflict={act.conflict}
          busy={act.busy}
          onAgain={(version) => act.conflict && act.give(act.conflict.command, version)}
          onDrop={act.drop}
        />
      )}
    </RecordPage>
  );
}

function History({ danger }: { danger: DangerView }) {
  const { entryOf } = useDangerHistory();
  const history = useApi(getHistory, {
    params: { enterpriseId: danger.enterpriseId },
    query: { entityId: danger.id, limit: 200 },
  });
  return (
    <Reading query={history} rows={4}>
      {(data) => <Timeline entries={data.rows.map(entryOf)} />}
    </Reading>
  );
}
