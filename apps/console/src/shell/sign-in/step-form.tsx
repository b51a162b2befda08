import type { RouteCall, RouteDef, RouteReply } from '@yufang/contract';
import { Alert, Button, Form, type FormInstance } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblems, problemText } from '../../api/problem.ts';
import { useCommand } from '../../api/use-api.ts';
import { showFieldProblems } from '../../ui/form-drawer.tsx';

/** One step at the door: a form for one route, its refusal above it, one button. */
export function StepForm<D extends RouteDef, V extends object>({
  route,
  toInput,
  onDone,
  submit,
  form,
  second,
  children,
}: {
  route: D;
  toInput: (values: V) => RouteCall<D>;
  onDone: (reply: RouteReply<D>, values: V) => void;
  submit: string;
  form: FormInstance<V>;
  /** Not the page's main action: a quiet button. */
  second?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<unknown>(null);
  const command = useCommand(route, { quiet: true, stale: [] });
  const finish = (values: V) => {
    setProblem(null);
    command.mutate(toInput(values), {
      onSuccess: (reply) => onDone(reply, values),
      onError: (error) => {
        setProblem(error);
        showFieldProblems(form, fieldProblems(error, t));
      },
    });
  };
  return (
    <Form<V> form={form} layout="vertical" requiredMark={false} size="large" onFinish={finish} className="yf-step">
      {problem !== null && <Alert type="error" showIcon title={problemText(problem, t)} className="yf-gap-below" />}
      {children}
      <Button type={second ? 'default' : 'primary'} htmlType="submit" block loading={command.isPending}>
        {submit}
      </Button>
    </Form>
  );
}
