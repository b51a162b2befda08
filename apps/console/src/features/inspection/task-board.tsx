import './inspection.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { dispatchTasks, getTaskBoard, type TaskBoard } from '@yufang/contract/inspection';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useLiveRefresh } from '../../api/live.ts';
import { useApi } from '../../api/use-api.ts';
import { useMay, useMe } from '../../shell/me.tsx';
import { Empty, percent, Reading, Section, StatFigure, TimeText } from '../../ui/index.ts';
import { BoardCalendar } from './board-calendar.tsx';
import type { BoardSearch } from './routes.tsx';
import { TaskList } from './task-list.tsx';

/** The day's work of an enterprise by post and team. Whoever looks from outside gets the list across their duty. */
export function TaskBoardPage() {
  const me = useMe();
  const search: z.output<typeof BoardSearch> = useSearch({ strict: false });
  const enterpriseId = me.scope.enterpriseId ?? search.enterpriseId;
  return enterpriseId ? <Board enterpriseId={enterpriseId} search={search} /> : <TaskList />;
}

const dayLater = (day: string, n: number) => dayjs(day).add(n, 'day').format('YYYY-MM-DD');

function Board({ enterpriseId, search }: { enterpriseId: string; search: z.output<typeof BoardSearch> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  useLiveRefresh(['inspection_record.', 'task_run.', 'inspection_task.'], ['inspection']);
  const board = useApi(getTaskBoard, { params: { enterpriseId }, query: search.day ? { day: search.day } : {} });
  const go = (patch: object) => void navigate({ to: '.', search: (old: object) => ({ ...old, ...patch }) });
  return (
    <div>
      <header className="yf-head">
        <div>
          <h1>{t('inspection.board.title')}</h1>
          <p className="yf-lead">{t('inspection.board.lead')}</p>
        </div>
        <div className="yf-head-actions">
          <DatePicker
            aria-label={t('inspection.task.days')}
            allowClear={false}
            value={dayjs(search.day ?? board.data?.day)}
            onChange={(d) => go({ day: d?.format('YYYY-MM-DD') })}
          />
          {search.day && (
            <Button onClick={() => go({ day: undefined, month: undefined })}>{t('inspection.board.today')}</Button>
          )}
          {may(dispatchTasks) && (
            <Button type="primary" onClick={() => void navigate({ to: '/inspection/items' })}>
              {t('inspection.item.dispatch')}
            </Button>
          )}
        </div>
      </header>
      <Reading query={board}>
        {(b) => (
          <>
            <Figures board={b} enterpriseId={enterpriseId} />
            <div className="yf-insp-two">
              <Section title={t('inspection.board.posts')}>
                {b.posts.length === 0 ? (
                  <Empty
                    title={t('inspection.board.empty')}
                    text={t('inspection.board.emptyText')}
                    action={
                      <Button onClick={() => void navigate({ to: '/inspection/items' })}>
                        {t('inspection.board.toItems')}
                      </Button>
                    }
                  />
                ) : (
                  <ul className="yf-insp-posts">
                    {b.posts.map((p) => (
                      <PostLine key={p.postId ?? '-'} post={p} day={b.day} enterpriseId={enterpriseId} />
                    ))}
                  </ul>
                )}
              </Section>
              <BoardCalendar
                enterpriseId={enterpriseId}
                day={b.day}
                month={search.month ?? b.day.slice(0, 7)}
                onPick={go}
              />
            </div>
          </>
        )}
      </Reading>
    </div>
  );
}

function Figures({ board, enterpriseId }: { board: TaskBoard; enterpriseId: string }) {
  const { t } = useTranslation();
  const { total, day } = board;
  const rows = (state: readonly string[]) => ({ enterpriseId, state, from: day, to: day });
  const finished = total.done + total.doneLate;
  return (
    <div className="yf-insp-stats">
      <StatFigure
        label={t('inspection.board.due')}
        value={total.due}
        to="/inspection/tasks"
        search={rows(['open', 'done', 'overdue', 'done_late'])}
      />
      <StatFigure
        label={t('inspection.board.done')}
        value={finished}
        to="/inspection/tasks"
        search={rows(['done', 'done_late'])}
      />
      <StatFigure
        label={t('inspection.board.open')}
        value={total.open}
        to="/inspection/tasks"
        search={rows(['open'])}
      />
      <StatFigure
        label={t('inspection.board.overdue')}
        value={total.overdue}
        to="/inspection/tasks"
        search={rows(['overdue'])}
      />
      <StatFigure
        label={t('inspection.board.backlog')}
        value={board.backlog}
        to="/inspection/tasks"
        search={{ enterpriseId, state: ['overdue'], to: dayLater(day, -1) }}
      />
      <StatFigure
        label={t('inspection.board.rate')}
        value={null}
        text={total.due === 0 ? '–' : percent(finished / total.due)}
      />
    </div>
  );
}

function PostLine({
  post,
  day,
  enterpriseId,
}: {
  post: TaskBoard['posts'][number];
  day: string;
  enterpriseId: string;
}) {
  const { t } = useTranslation();
  const { counts } = post;
  const finished = counts.done + counts.doneLate;
  const share = (n: number) => ({ width: `${counts.due === 0 ? 0 : (n / counts.due) * 100}%` });
  return (
    <li className="yf-insp-post">
      <span>
        <Link
          className="yf-strong"
          to="/inspection/tasks"
          search={{ enterpriseId, from: day, to: day, ...(post.postId ? { postId: post.postId } : {}) }}
        >
          {post.postName ?? t('inspection.board.noPost')}
        </Link>
        <br />
        <small className="yf-quiet">
          {[post.orgUnitName, post.holders.join(', ') || t('inspection.board.nobody')].filter(Boolean).join(' · ')}
        </small>
      </span>
      <span>
        <span className="yf-insp-bar" aria-hidden="true">
          <i style={share(finished)} />
          <i style={share(counts.overdue)} />
        </span>
        <small className="yf-quiet">
          {post.nextDueAt ? (
            <>
              {t('inspection.task.due')} <TimeText at={post.nextDueAt} due />
            </>
          ) : (
            counts.overdue === 0 && t('inspection.board.finished')
          )}
        </small>
      </span>
      <span className={counts.overdue > 0 ? 'yf-overdue yf-figures' : 'yf-figures'}>
        {t('inspection.board.progress', { done: finished, due: counts.due })}
      </span>
    </li>
  );
}
