import { Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';

/** Ant Design's table for a part of a page. Its hidden row that measures widths repeats the head's checkbox: nobody should be able to tab into it. */
export function PlainTable<R extends object>(props: TableProps<R>) {
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const row of at.current?.querySelectorAll('.ant-table-measure-row') ?? []) row.setAttribute('inert', '');
  });
  return (
    <div ref={at}>
      <Table<R> pagination={false} scroll={{ x: 'max-content' }} {...props} />
    </div>
  );
}
