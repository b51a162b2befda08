import { Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';

/** Ant Design's table for a part of a page. Its hidden row that measures widths repeats the head's checkbox: nobody should be able to tab into it. */
export function PlainTable<R extends object>(props: TableProps<R>) {
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const row of at.current?.querySelectorAll('.ant-table-measure-row') ?? []) row.setAttribute('inert', '');
    // What is wider than the page scrolls, by the keyboard as well.
    for (const box of at.current?.querySelectorAll<HTMLElement>('.ant-table-content') ?? [])
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
  return (
    <div ref={at}>
      <Table<R> pagination={false} scroll={{ x: 'max-content' }} {...props} />
    </div>
  );
}
