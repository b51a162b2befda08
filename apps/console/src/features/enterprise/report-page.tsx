import { useNavigate, useSearch } from '@tanstack/react-router';
import { followPublicReport, getRegistrationForm, reportPublicDanger } from '@yufang/contract';
import { Alert, Button, Cascader, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/problem.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { fullTime, Reading } from '../../ui/index.ts';
import { PublicFrame } from './public-frame.tsx';

type Values = { description: string; place?: string; county?: string[]; phone?: string };

/** Report a danger in three steps: what, where, how to reach you (if you like). Or follow one by its code. */
export function ReportPage() {
  const { t } = useTranslation();
  const { code, card }: { code?: string; card?: string } = useSearch({ strict: false });
  return (
    <PublicFrame title={t('enterprise.publicReport.title')}>
      {code ? <Follow code={code} /> : <Report {...(card ? { card } : {})} />}
    </PublicFrame>
  );
}

function Report({ card }: { card?: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [id] = useState(() => crypto.randomUUID());
  const [follow, setFollow] = useState('');
  const lists = useApi(getRegistrationForm, { query: {} }, { enabled: !card });
  const report = useCommand(reportPublicDanger, { quiet: true });
  const name = (o: { name: string; nameEn: string | null }) =>
    currentLanguage() === 'zh' ? o.name : (o.nameEn ?? o.name);
  if (report.data) {
    return (
      <>
        <Alert type="success" showIcon title={t('enterprise.publicReport.thanks')} />
        <p>{t('enterprise.publicReport.keep')}</p>
        <p className="yf-public-code">{report.data.followCode}</p>
        <div className="yf-public-actions">
          <Button
            size="large"
            onClick={() => void navigate({ to: '/report', search: { code: report.data.followCode } } as never)}
          >
            {t('enterprise.publicReport.follow')}
          </Button>
        </div>
      </>
    );
  }
  const send = (v: Values) =>
    report.mutate({
      body: {
        id,
        cardCode: card ?? null,
        countyCode: v.county?.at(-1) ?? null,
        place: v.place ?? '',
        description: v.description,
        phone: v.phone || null,
      },
    });
  return (
    <>
      <Form<Values> layout="vertical" requiredMark="optional" onFinish={send}>
        <Form.Item
          name="description"
          label={t('enterprise.publicReport.what')}
          rules={[{ required: true, min: 4, message: t('enterprise.publicReport.whatMissing') }]}
        >
          <Input.TextArea rows={4} maxLength={2000} />
        </Form.Item>
        {!card && (
          <Form.Item
            name="county"
            label={t('enterprise.publicReport.county')}
            rules={[{ required: true, message: t('enterprise.field.required') }]}
          >
            <Cascader
              showSearch
              options={(lists.data?.cities ?? []).map((c) => ({
                value: c.code,
                label: name(c),
                children: c.counties.map((x) => ({ value: x.code, label: name(x) })),
              }))}
            />
          </Form.Item>
        )}
        <Form.Item
          name="place"
          label={t('enterprise.publicReport.where')}
          rules={card ? [] : [{ required: true, message: t('enterprise.field.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t('enterprise.publicReport.phone')}
          extra={t('enterprise.publicReport.phoneHint')}
        >
          <Input inputMode="tel" maxLength={20} />
        </Form.Item>
        {report.error && <Alert className="yf-gap-below" type="error" showIcon title={problemText(report.error, t)} />}
        <div className="yf-public-actions">
          <Button type="primary" size="large" htmlType="submit" loading={report.isPending}>
            {t('enterprise.publicReport.send')}
          </Button>
        </div>
      </Form>
      <h2>{t('enterprise.publicReport.followTitle')}</h2>
      <Input.Search
        aria-label={t('enterprise.publicReport.code')}
        placeholder={t('enterprise.publicReport.code')}
        value={follow}
        onChange={(e) => setFollow(e.target.value)}
        onSearch={(v) => v.trim() && void navigate({ to: '/report', search: { code: v.trim() } } as never)}
      />
    </>
  );
}

function Follow({ code }: { code: string }) {
  const { t } = useTranslation();
  const report = useApi(followPublicReport, { params: { code } });
  return (
    <Reading query={report}>
      {(r) => (
        <>
          <p className="yf-public-code">{code}</p>
          <Alert type="info" showIcon title={t(`enterprise.publicReport.state.${r.state}`)} />
          <p>{r.place}</p>
          {r.answer && <p>{r.answer}</p>}
          <p className="yf-quiet">
            {t('enterprise.publicReport.times', { at: fullTime(r.at), changed: fullTime(r.changedAt) })}
          </p>
        </>
      )}
    </Reading>
  );
}
