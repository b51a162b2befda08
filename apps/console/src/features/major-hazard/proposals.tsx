import { proposeMajorHazardUnits } from '@yufang/contract/major-hazard';
import { Alert, Button, Drawer, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Reading, Section } from '../../ui/index.ts';
import { ScrollX } from '../park/scroll-x.tsx';
import type { UnitValues } from './unit-form.tsx';

/** Units to begin with, from the vessels entered for the park: taken into the form, where they are checked and saved. */
export function Proposals({
  enterpriseId,
  open,
  onClose,
  onTake,
}: {
  enterpriseId: string;
  open: boolean;
  onClose: () => void;
  onTake: (values: UnitValues) => void;
}) {
  const { t } = useTranslation();
  const found = useApi(proposeMajorHazardUnits, { params: { enterpriseId } }, { enabled: open });
  return (
    <Drawer open={open} onClose={onClose} title={t('majorHazard.fromVessels')} size={620} destroyOnHidden>
      <Alert className="yf-gap-below" type="info" showIcon title={t('majorHazard.fromVesselsHint')} />
      <Reading query={found} rows={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="yf-quiet">{t('majorHazard.fromVesselsNone')}</p>
          ) : (
            rows.map((row) => {
              const name = row.plant ?? t(`majorHazard.kindOf.${row.kind}`);
              const values: UnitValues = {
                name,
                kind: row.kind,
                source: 'vessels',
                items: row.items.map(({ substance, quantityT }) => ({ substance, quantityT })),
              };
              return (
                <Section
                  key={`${name} ${row.kind}`}
                  title={row.plant ? `${name} · ${t(`majorHazard.kindOf.${row.kind}`)}` : name}
                  extra={<Button onClick={() => onTake(values)}>{t('majorHazard.takeOver')}</Button>}
                >
                  <ScrollX>
                    <table className="yf-plain-table">
                      <tbody>
                        {row.items.map((i) => (
                          <tr key={i.substance}>
                            <td>
                              {i.substance} {!i.named && <Tag>{t('majorHazard.notNamed')}</Tag>}
                            </td>
                            <td>{i.tags.join(', ')}</td>
                            <td className="yf-end">{i.quantityT} t</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </ScrollX>
                </Section>
              );
            })
          )
        }
      </Reading>
    </Drawer>
  );
}
