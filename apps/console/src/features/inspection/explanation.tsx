import { judgeExplanation, type RecordView } from '@yufang/contract/inspection';
import { EXPLANATION_VERDICTS, type ExplanationVerdict } from '@yufang/domain';
import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWord } from '../../i18n/use-word.ts';
import { FormDrawer, TimeText } from '../../ui/index.ts';

/** The enterprise's words to a marked record, and what somebody else thinks of them. */
export function Explanation({ record: r }: { record: RecordView }) {
  const { t } = useTranslation();
  const word = useWord();
  if (!r.explanation) return null;
  return (
    <p className="yf-insp-text yf-gap-above">
      <strong>{t('inspection.record.explanationBy', { name: r.explainedBy ?? '' })}</strong>{' '}
      <TimeText at={r.explainedAt} />
      <br />
      {r.explanation}
      {r.judgement && (
        <>
          <br />
          <strong>
            {t('inspection.record.verdictBy', {
              name: r.judgedBy ?? '',
              role: r.judgedRole ? word('role', r.judgedRole) : '',
              verdict: t(`inspection.record.verdict.${r.judgement}`),
            })}
          </strong>{' '}
          <TimeText at={r.judgedAt} />
          {r.judgementNote && (
            <>
              <br />
              {r.judgementNote}
            </>
          )}
        </>
      )}
    </p>
  );
}

/** Say whether the explanation is believed. */
export function JudgeDrawer({ record: r, open, onClose }: { record: RecordView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDrawer<typeof judgeExplanation, { verdict: ExplanationVerdict; note?: string }>
      route={judgeExplanation}
      title={t('inspection.record.judge')}
      open={open}
      onClose={onClose}
      initial={{ verdict: r.judgement ?? 'accepted' }}
      toInput={({ verdict, note }) => ({
        params: { enterpriseId: r.enterpriseId, id: r.id },
        body: { verdict, version: r.version, ...(note ? { note } : {}) },
      })}
      submit={t('inspection.record.judge')}
      done={t('inspection.record.judgeDone')}
      stale={['inspection', 'history']}
    >
      <p className="yf-insp-text">{r.explanation}</p>
      <p className="yf-quiet yf-gap-below">
        {t('inspection.record.judgeHint')} {t('inspection.record.official')}
      </p>
      <Form.Item name="verdict" label={t('inspection.record.judgement')} rules={[{ required: true }]}>
        <Radio.Group
          options={EXPLANATION_VERDICTS.map((value) => ({ value, label: t(`inspection.record.verdict.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('inspection.record.judgeNote')}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
