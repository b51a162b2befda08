import { useNavigate, useSearch } from '@tanstack/react-router';
import type { RouteCall, RouteDef } from '@yufang/contract';
import { Button, Drawer, Table, type TableColumnType } from 'antd';
import type { TFunction } from 'i18next';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PageRoute, type RowOf, usePages } from '../api/use-api.ts';
import { ExportButton } from './export-button.tsx';
import { number } from './format.ts';
import { ListCards } from './list-cards.tsx';
import { type Filter, isFiltered, ListFilters, type Search } from './list-filters.tsx';
import { ListOnly } from './list-only.tsx';
import { Empty, Failed, Loading } from './screen-state.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useNarrow } from './use-narrow.ts';

/** A column; `key` is required and stable. Numbers: `align: 'right'`, unit once in the title. */
export type Column<R> = TableColumnType<R> & {
  readonly key: string;
  readonly title: string;
  /** On a card (narrow screens): its heading (else the first column is), or a mark beside the heading, such as a grade. */
  readonly card?: 'head' | 'mark';
};

/**
 * A list as every list is: filters in one line kept in the address, total, sticky head, keyset paging, row click → side panel (kept in the
 * address as `row`), bulk actions on selection, export, designed empty, loading and failed states, keyboard (`/`, j/k or arrows, Enter, Esc).
 * Under 700 px the rows are cards.
 */
export function ListScreen<D extends PageRoute, X extends RouteDef = RouteDef>({
  title,
  lead,
  route,
  input,
  columns,
  rowKey,
  filters = [],
  panel,
  panelTitle,
  panelWidth = 560,
  onOpen,
  onActivate,
  countless,
  bulk,
  exporting,
  actions,
  empty,
  rowClass,
  above,
}: {
  title: string;
  /** One sentence below the title. */
  lead?: ReactNode;
  route: D;
  /** The route's input made from the address; `after` is added by the list. */
  input: (search: Search) => RouteCall<D>;
  columns: readonly Column<RowOf<D>>[];
  rowKey: (row: RowOf<D>) => string;
  filters?: readonly Filter[];
  /** What the side panel shows of a row. Without it a click calls `onOpen`. */
  panel?: (row: RowOf<D>, close: () => void) => ReactNode;
  panelTitle?: (row: RowOf<D>) => ReactNode;
  panelWidth?: number;
  /** Go to the row's own page: a button in the panel, Enter in the list. */
  onOpen?: (row: RowOf<D>) => void;
  /** The route never counts: `total` null then means unknown, not 10,000 and more. */
  countless?: boolean;
  /** Also told when a row is opened in the panel. */
  onActivate?: (row: RowOf<D>) => void;
  bulk?: (rows: readonly RowOf<D>[], clear: () => void) => ReactNode;
  exporting?: { readonly route: X; readonly input: RouteCall<X> };
  /** Right of the title; at most one primary button. */
  actions?: ReactNode;
  /** What would be here and how to start, when nothing is filtered away. */
  empty?: { readonly title?: string; readonly text?: ReactNode; readonly action?: ReactNode };
  rowClass?: (row: RowOf<D>) => string;
  /** Between title and filters, such as tabs or figures. */
  above?: ReactNode;
}) {
  const { t } = useTranslation();
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const setSearch = (patch: Record<string, unknown>) =>
    void navigate({ to: '.', search: (old: Search) => ({ ...old, ...patch }), replace: true });

  const list = usePages(route, input(search));
  const narrow = useNarrow(700);
  const searchRef = useRef<{ focus(): void } | null>(null);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);

  const shown = typeof search.row === 'string' ? search.row : null;
  const row = list.rows.find((r) => rowKey(r) === shown);
  const activate = (r: RowOf<D>) => {
    setCursor(rowKey(r));
    onActivate?.(r);
    if (panel) setSearch({ row: rowKey(r) });
    else onOpen?.(r);
  };
  const close = () => setSearch({ row: undefined });
  const listRef = useListKeys({
    keys: list.rows.map(rowKey),
    cursor,
    setCursor,
    focusSearch: () => searchRef.current?.focus(),
    open: (key) => {
      const found = list.rows.find((r) => rowKey(r) === key);
      if (found) activate(found);
    },
  });
  // The table's hidden row that measures widths repeats the head's checkbox: nobody should be able to tab into it.
  useEffect(() => {
    for (const row of listRef.current?.querySelectorAll('.ant-table-measure-row') ?? []) row.setAttribute('inert', '');
  });
  const chosen = list.rows.filter((r) => selected.includes(rowKey(r)));
  const clear = () => setSelected([]);
  const filtered = isFiltered(filters, search);
  const clickable = panel !== undefined || onOpen !== undefined;

  return (
    <div className="yf-list" ref={listRef}>
      <header className="yf-head">
        <div>
          <h1>{title}</h1>
          {lead && <p className="yf-lead">{lead}</p>}
        </div>
        {actions && <div className="yf-head-actions">{actions}</div>}
      </header>
      {above}
      <ListOnly filters={filters} search={search} setSearch={setSearch} rows={list.rows} />
      <div className="yf-list-bar">
        <ListFilters filters={filters} search={search} setSearch={setSearch} searchRef={searchRef} />
        <div className="yf-list-bar-end">
          <span className="yf-figures yf-quiet" aria-live="polite">
            {list.isSuccess &&
              said(t, { total: list.hasNextPage ? list.total : list.rows.length, shown: list.rows.length, countless })}
          </span>
          {exporting && <ExportButton route={exporting.route} input={exporting.input} />}
        </div>
      </div>
      {bulk && chosen.length > 0 && (
        <section className="yf-bulk" aria-label={t('shell.list.bulk')}>
          <strong>{t('shell.list.selected', { count: chosen.length })}</strong>
          {bulk(chosen, clear)}
          <Button type="link" onClick={clear}>
            {t('shell.list.clearSelection')}
          </Button>
        </section>
      )}
      {list.isError && list.rows.length === 0 ? (
        <Failed problem={list.error} retry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={10} />
      ) : list.isEmpty ? (
        filtered ? (
          <Empty title={t('shell.state.emptyFiltered')} text={t('shell.state.emptyFilteredHint')} />
        ) : (
          <Empty {...empty} />
        )
      ) : (
        <div className={list.isPlaceholderData ? 'yf-stale' : undefined}>
          {narrow ? (
            <ListCards
              rows={list.rows}
              columns={columns}
              rowKey={rowKey}
              {...(clickable ? { onOpen: activate } : {})}
            />
          ) : (
            <Table<RowOf<D>>
              className="yf-table"
              aria-label={t('shell.list.tableLabel', { title })}
              rowKey={rowKey}
              columns={[...columns]}
              dataSource={[...list.rows]}
              pagination={false}
              sticky={{ offsetHeader: 56 }}
              scroll={{ x: 'max-content' }}
              {...(bulk
                ? {
                    rowSelection: {
                      selectedRowKeys: [...selected],
                      onChange: (keys) => setSelected(keys.map(String)),
                      getCheckboxProps: () => ({ 'aria-label': t('shell.list.selectRow') }),
                    },
                  }
                : {})}
              rowClassName={(r) =>
                [
                  clickable ? 'yf-row' : '',
                  rowKey(r) === (shown ?? cursor) ? 'yf-row-at' : '',
                  rowClass?.(r) ?? '',
                ].join(' ')
              }
              onRow={(r) =>
                clickable
                  ? { onClick: (e) => fromControl(e.target) || activate(r), 'data-row': rowKey(r), tabIndex: 0 }
                  : {}
              }
            />
          )}
          <footer className="yf-list-foot">
            <span className="yf-quiet yf-figures">
              {list.hasNextPage ? t('shell.list.shown', { count: list.rows.length }) : t('shell.list.all')}
            </span>
            {list.hasNextPage && (
              <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t('shell.list.more')}
              </Button>
            )}
            {!narrow && <span className="yf-quiet yf-keys">{t('shell.list.keys')}</span>}
          </footer>
        </div>
      )}
      {panel && (
        <Drawer
          open={row !== undefined}
          onClose={close}
          size={panelWidth}
          mask={false}
          title={row && (panelTitle?.(row) ?? title)}
          extra={
            row &&
            onOpen && (
              <Button type="link" onClick={() => onOpen(row)}>
                {t('shell.list.openRecord')}
              </Button>
            )
          }
          destroyOnHidden
        >
          {row && panel(row, close)}
        </Drawer>
      )}
    </div>
  );
}

/** How many rows there are, in words. On the last page they are as many as are shown. */
function said(
  t: TFunction,
  { total, shown, countless }: { total: number | null | undefined; shown: number; countless: boolean | undefined },
): string {
  if (total !== null && total !== undefined)
    return t('shell.list.total', { count: total, replace: { count: number(total) } });
  return countless ? t('shell.list.totalMore', { count: shown }) : t('shell.list.totalMany');
}

/** A click on a link, button or checkbox inside a row is its own, not the row's. */
const fromControl = (target: EventTarget): boolean =>
  target instanceof Element &&
  target.closest('a,button,input,label,.ant-checkbox-wrapper,.ant-table-selection-column') !== null;
