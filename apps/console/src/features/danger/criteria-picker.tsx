import { listMajorCriteria } from '@yufang/contract/danger';
import { Alert, Button, Checkbox, Input, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Reading, StateTag } from '../../ui/index.ts';

/** The criteria a danger meets, as a form field: chosen from the published lists, each with its clause and how sure its wording is. */
export function CriteriaField({
  value = [],
  onChange,
}: {
  value?: readonly string[];
  onChange?: (codes: string[]) => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <div className="yf-inline">
        {value.map((code) => (
          <Tag key={code} closable onClose={() => onChange?.(value.filter((c) => c !== code))}>
            {code}
          </Tag>
        ))}
        <Button onClick={() => setOpen(true)}>{t('danger.criteria.pick')}</Button>
      </div>
      {open && <Picker value={value} onClose={() => setOpen(false)} onChange={(codes) => onChange?.(codes)} />}
    </div>
  );
}

function Picker({
  value,
  onChange,
  onClose,
}: {
  value: readonly string[];
  onChange: (codes: string[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const criteria = useApi(listMajorCriteria, {}, { staleTime: 600_000 });
  const [setId, setSetId] = useState<string | null>(value[0]?.split('/')[0] ?? null);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(value);
  const toggle = (code: string, on: boolean) => setChosen(on ? [...chosen, code] : chosen.filter((c) => c !== code));
  return (
    <Modal
      open
      width={760}
      title={t('danger.criteria.title')}
      onCancel={onClose}
      okText={`${t('danger.criteria.ok')} (${t('danger.criteria.chosen', { count: chosen.length })})`}
      onOk={() => {
        onChange([...chosen]);
        onClose();
      }}
    >
      <Reading query={criteria}>
        {({ sets: given }) => {
          // The widest list first: most enterprises find theirs there.
          const sets = given.toSorted((a, b) => b.items.length - a.items.length);
          const set = sets.find((s) => s.setId === setId) ?? sets[0];
          if (!set) return null;
          const items = set.items.filter((i) => search === '' || `${i.text}${i.textEn}${i.code}`.includes(search));
          return (
            <>
              <div className="yf-danger-criteria-bar">
                <Select
                  aria-label={t('danger.criteria.set')}
                  value={set.setId}
                  onChange={setSetId}
                  options={sets.map((s) => ({ value: s.setId, label: english ? s.titleEn : s.title }))}
                />
                <Input.Search
                  aria-label={t('danger.criteria.search')}
                  placeholder={t('danger.criteria.search')}
                  allowClear
                  onChange={(e) => setSearch(e.target.value)}
                />
              </div>
              <p className="yf-quiet">{set.document}</p>
              {set.partial && <Alert type="warning" showIcon title={t('danger.criteria.partial')} />}
              {set.status === 'draft' && <Alert type="info" showIcon title={t('danger.criteria.draft')} />}
              {set.failedDeviceCounts && (
                <p className="yf-quiet">
                  {t('danger.criteria.failedDevice', {
                    clause: set.failedDeviceCounts.clause,
                    text: english ? set.failedDeviceCounts.textEn : set.failedDeviceCounts.text,
                  })}
                </p>
              )}
              <div className="yf-danger-criteria">
                {set.groups.map((group) => {
                  const own = items.filter((i) => i.group === group.id);
                  if (own.length === 0) return null;
                  return (
                    <fieldset key={group.id}>
                      <legend>
                        {english ? group.labelEn : group.label} <span className="yf-quiet">{group.clause}</span>
                      </legend>
                      {own.map((item) => {
                        const code = `${set.setId}/${item.code}`;
                        return (
                          <Checkbox
                            key={code}
                            checked={chosen.includes(code)}
                            onChange={(e) => toggle(code, e.target.checked)}
                          >
                            {english ? item.textEn : item.text}{' '}
                            <span className="yf-quiet">
                              {item.clause ?? item.code} · {t(`danger.criteria.certainty.${item.certainty}`)}
                            </span>
                          </Checkbox>
                        );
                      })}
                    </fieldset>
                  );
                })}
              </div>
              {chosen.length > 0 && (
                <StateTag tone="open">{t('danger.criteria.chosen', { count: chosen.length })}</StateTag>
              )}
            </>
          );
        }}
      </Reading>
    </Modal>
  );
}
