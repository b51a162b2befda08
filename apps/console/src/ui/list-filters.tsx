import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNarrow } from './use-narrow.ts';

/** One filter, named as in the address (and so in the screen's search schema). `days` keeps two names: from and to. */
export type Filter =
  | { readonly kind: 'search'; readonly name: string; readonly label?: string }
  | {
      readonly kind: 'select';
      readonly name: string;
      readonly label: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
      /** Several values, kept as a list. */
      readonly many?: boolean;
    }
  | { readonly kind: 'days'; readonly from: string; readonly to: string; readonly label: string };

export type Search = Readonly<Record<string, unknown>>;
/** Change the address: undefined takes a name out. */
export type SetSearch = (patch: Record<string, unknown>) => void;

const namesOf = (filter: Filter) => (filter.kind === 'days' ? [filter.from, filter.to] : [filter.name]);
/** Whether any of the filters is set. */
export const isFiltered = (filters: readonly Filter[], search: Search): boolean =>
  filters.flatMap(namesOf).some((name) => search[name] !== undefined);

/** So many filters stand in the line; the others wait behind 更多筛选. A field for days takes the room of two. */
const ROOM = { wide: 5, narrow: 1 } as const;
const roomOf = (filter: Filter): number => (filter.kind === 'days' ? 2 : 1);

/** The filters in sight: those there is room for, and each that is set, so that nothing narrows the list unseen. */
function inSight(filters: readonly Filter[], search: Search, room: number): readonly Filter[] {
  let left = room;
  return filters.filter((filter) => {
    left -= roomOf(filter);
    return left >= 0 || isFiltered([filter], search);
  });
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The filters of a list in one line; what is set stays in the address. */
export function ListFilters({
  filters,
  search,
  setSearch,
  searchRef,
}: {
  filters: readonly Filter[];
  search: Search;
  setSearch: SetSearch;
  searchRef: RefObject<{ focus(): void } | null>;
}) {
  const { t } = useTranslation();
  const narrow = useNarrow(700);
  const [all, setAll] = useState(false);
  if (filters.length === 0) return null;
  // One more than there is room for is no reason to hide it.
  const few = inSight(filters, search, narrow ? ROOM.narrow : ROOM.wide);
  const shown = all || filters.length - few.length < 2 ? filters : few;
  const hidden = filters.length - few.length;
  const clear = () => setSearch(Object.fromEntries(filters.flatMap(namesOf).map((name) => [name, undefined])));
  return (
    <search className="yf-filters" aria-label={t('shell.list.filters')}>
      {shown.map((filter) => {
        switch (filter.kind) {
          case 'search':
            return (
              <SearchBox
                key={filter.name}
                label={filter.label ?? t('shell.list.search')}
                value={text(search[filter.name]) ?? ''}
                onChange={(value) => setSearch({ [filter.name]: value || undefined })}
                inputRef={searchRef}
              />
            );
          case 'select':
            return (
              <Select
                key={filter.name}
                aria-label={filter.label}
                placeholder={filter.label}
                allowClear
                {...(filter.many ? { mode: 'multiple' as const, maxTagCount: 'responsive' as const } : {})}
                showSearch={filter.options.length > 8 ? { optionFilterProp: 'label' } : false}
                popupMatchSelectWidth={false}
                className="yf-filter"
                options={[...filter.options]}
                value={(search[filter.name] ?? null) as string | string[] | null}
                onChange={(value) => setSearch({ [filter.name]: value?.length ? value : undefined })}
              />
            );
          default: {
            const [from, to] = [text(search[filter.from]), text(search[filter.to])];
            return (
              <DatePicker.RangePicker
                key={filter.from}
                aria-label={filter.label}
                className="yf-filter-days"
                allowEmpty={[true, true]}
                placeholder={[`${filter.label} · ${t('shell.list.from')}`, t('shell.list.to')]}
                value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
                onChange={(range) =>
                  setSearch({
                    [filter.from]: range?.[0]?.format('YYYY-MM-DD'),
                    [filter.to]: range?.[1]?.format('YYYY-MM-DD'),
                  })
                }
              />
            );
          }
        }
      })}
      {hidden > 1 && (
        <Button
          type="text"
          aria-expanded={all}
          icon={all ? <UpOutlined /> : <DownOutlined />}
          iconPlacement="end"
          onClick={() => setAll(!all)}
        >
          {t(all ? 'shell.list.fewerFilters' : 'shell.list.moreFilters', { count: hidden })}
        </Button>
      )}
      {isFiltered(filters, search) && (
        <Button type="link" onClick={clear}>
          {t('shell.list.reset')}
        </Button>
      )}
    </search>
  );
}

/** Types ahead and searches when the typing rests, so that each letter is not a request. */
function SearchBox({
  label,
  value,
  onChange,
  inputRef,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  inputRef: RefObject<{ focus(): void } | null>;
}) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = (next: string, delay: number) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next.trim()), delay);
  };
  return (
    <Input
      ref={inputRef as RefObject<never>}
      className="yf-filter-search"
      aria-label={label}
      placeholder={label}
      allowClear
      value={typed}
      data-yf-search
      onChange={(e) => later(e.target.value, e.target.value === '' ? 0 : 300)}
      onPressEnter={() => later(typed, 0)}
    />
  );
}
