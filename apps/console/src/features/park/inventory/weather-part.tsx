import { getParkWeather, uploadParkWeather } from '@yufang/contract/park';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { useMay } from '../../../shell/me.tsx';
import { Empty, number, percent, Reading } from '../../../ui/index.ts';
import { prevailing } from '../result/consequence-panel.tsx';
import { WindRose } from '../result/wind-rose.tsx';
import { SetHead } from './set-head.tsx';
import { UploadButton } from './upload-button.tsx';

/** Weather classes with their wind rose, made from a year of hourly observations. */
export function WeatherPart({ parkId }: { parkId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const { message } = App.useApp();
  const set = useApi(getParkWeather, { params: { parkId } });
  return (
    <Reading query={set}>
      {(data) => {
        const sum = (shares: readonly number[]) => shares.reduce((a, b) => a + b, 0);
        return (
          <>
            <SetHead set={data} />
            {may(uploadParkWeather) && (
              <div className="park-tools">
                <UploadButton
                  primary
                  route={uploadParkWeather}
                  input={{ params: { parkId }, query: { version: data.version, sectors: 16 } }}
                  accept=".csv,.xlsx"
                  onDone={(r) =>
                    void message.success(t('park.weather.uploaded', { hours: number(r.hours), n: r.rows.length }))
                  }
                >
                  {t('park.weather.upload')}
                </UploadButton>
              </div>
            )}
            <p className="yf-quiet yf-gap-below">{t('park.weather.columns')}</p>
            {data.rows.length === 0 ? (
              <Empty title={t('park.weather.empty')} text={t('park.weather.emptyText')} />
            ) : (
              <div className="park-two">
                <table className="yf-plain-table park-weather">
                  <caption className="yf-visually-hidden">{t('park.inventory.weather')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('park.weather.stability')}</th>
                      <th scope="col" className="yf-end">
                        {t('park.weather.speed')}
                      </th>
                      <th scope="col" className="yf-end">
                        {t('park.weather.share')}
                      </th>
                      <th scope="col" className="yf-end">
                        {t('park.weather.dayShare')}
                      </th>
                      <th scope="col" className="yf-end">
                        {t('park.weather.prevailing')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.rows.map((w, i) => (
                      <tr key={`${w.stability}-${String(i)}`}>
                        <td>{w.stability}</td>
                        <td className="yf-end">{number(w.windSpeedMS, 1)}</td>
                        <td className="yf-end">{percent(sum(w.sectorShare))}</td>
                        <td className="yf-end">{percent(w.dayShare, 0)}</td>
                        <td className="yf-end">{t('park.weather.from', { deg: prevailing(w) })}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <WindRose classes={data.rows.map((w) => ({ name: w.stability, sectorShare: w.sectorShare }))} />
              </div>
            )}
          </>
        );
      }}
    </Reading>
  );
}
