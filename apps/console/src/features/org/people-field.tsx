import { listPeople } from '@yufang/contract';
import { Select } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';

/** People of the enterprise, several, found by name on the server: one list holds no more than a page of them. */
export function PeopleField({
  enterpriseId,
  known = [],
  onChange,
  ...given
}: {
  enterpriseId: string;
  /** Who is chosen from the start: their names are shown although no search has found them. */
  known?: readonly { readonly id: string; readonly name: string }[];
  value?: string[];
  onChange?: (ids: string[]) => void;
  id?: string;
}) {
  const [search, setSearch] = useState('');
  const people = useApi(listPeople, { params: { enterpriseId }, query: search.trim() ? { search } : {} });
  const found = people.data?.rows ?? [];
  // While nothing is searched for; the field itself remembers the name of whom it has once shown.
  const rest = search ? [] : known.filter((k) => !found.some((p) => p.id === k.id));
  return (
    <Select
      {...given}
      mode="multiple"
      showSearch={{ filterOption: false, searchValue: search, onSearch: setSearch }}
      loading={people.isFetching}
      onChange={(ids: string[]) => {
        setSearch('');
        onChange?.(ids);
      }}
      options={[...found, ...rest].map((p) => ({ value: p.id, label: p.name }))}
    />
  );
}
