import type { DangerView } from '@yufang/contract/danger';
import { DangerCommand, type DangerCommandType, TREATMENTS } from '@yufang/domain';
import { Alert, Button, Drawer, Form, Space } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblems } from '../../api/problem.ts';
import { showFieldProblems } from '../../ui/index.ts';
import { CommandItem } from './command-form.tsx';
import { COMMAND_FIELDS, deadlineAfter, firstTreatment } from './commands.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { useGive } from './use-give.ts';

type Values = Record<string, unknown>;

/** What the form begins with: today's proposal for an assignment, what stands for one handed on. */
function initialOf(danger: DangerView, type: DangerCommandType): Values {
  const [level, ...others] = danger.listableLevels;
  if (type === 'list_supervision') return others.length === 0 ? { level } : {};
  if (type !== 'assign') return {};
  const { five } = danger;
  const treatment = firstTreatment(danger);
  return {
    treatment,
    assigneeId: danger.assigneeId ?? undefined,
    deadline: treatment && danger.proposals[treatment]?.usual,
    ...(five ? { measures: five.measures, funds: five.funds, contingency: five.contingency } : {}),
  };
}

/** One act on a danger, asked for at the right side. */
export function CommandDrawer({
  danger,
  type,
  onClose,
}: {
  danger: DangerView;
  type: DangerCommandType;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const act = useGive(danger, onClose);
  useEffect(() => {
    const problems = fieldProblems(act.problem, t);
    const own = Object.entries(problems).map(([field, text]) => [field.replace(/^command\./, ''), text]);
    showFieldProblems(form, Object.fromEntries(own));
  }, [act.problem, form, t]);

  const finish = (values: Values) => {
    const filled = Object.entries(values).filter(([, v]) => v !== undefined && v !== '' && v !== null);
    const photos = type === 'submit_rectified' ? { photoIds: [] } : {};
    const command = DangerCommand.safeParse({ type, ...photos, ...Object.fromEntries(filled) });
    if (command.success) return act.give(command.data);
    const wrong = command.error.issues.map((i) => [
      i.path.join('.'),
      t(['field.invalid_type'], { ns: 'problem', keySeparator: false }),
    ]);
    showFieldProblems(form, Object.fromEntries(wrong));
  };
  /** Another treatment has another deadline: the day in the form follows it. */
  const follow = (changed: Values, all: Values) => {
    const treatment = TREATMENTS.find((x) => x === changed.treatment);
    if (type !== 'assign' || treatment === undefined) return;
    const day = typeof all.deadline === 'string' ? all.deadline : undefined;
    form.setFieldValue('deadline', deadlineAfter(danger, treatment, day));
  };
  const title = t(`danger.command.${type}`);
  return (
    <>
      <Drawer
        open
        onClose={onClose}
        title={title}
        size={520}
        footer={
          <Space>
            <Button type="primary" loading={act.busy} onClick={() => form.submit()}>
              {title}
            </Button>
            <Button onClick={onClose}>{t('shell.action.cancel')}</Button>
          </Space>
        }
      >
        <p className="yf-quiet yf-gap-below">
          {danger.number} · {danger.name}
        </p>
        {act.problemText && <Alert type="error" showIcon title={act.problemText} className="yf-gap-below" />}
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark="optional"
          initialValues={initialOf(danger, type)}
          onValuesChange={follow}
          onFinish={finish}
        >
          {COMMAND_FIELDS[type].map((field) => (
            <CommandItem key={field.name} field={field} danger={danger} />
          ))}
        </Form>
      </Drawer>
      {act.conflict && (
        <ConflictDialog
          conflict={act.conflict}
          busy={act.busy}
          onAgain={(version) => act.conflict && act.give(act.conflict.command, version)}
          onDrop={act.drop}
        />
      )}
    </>
  );
}
