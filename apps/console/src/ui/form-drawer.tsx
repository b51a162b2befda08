import type { RouteCall, RouteDef, RouteReply } from '@yufang/contract';
import { Alert, App, Button, Drawer, Form, type FormInstance, Space } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblems, problemText } from '../api/problem.ts';
import { useCommand } from '../api/use-api.ts';
import { fieldOf } from './field-of.ts';

/**
 * A form at the right side that calls one route. The server's field refusals appear beside their fields (name each `Form.Item` by the path
 * inside the body), the rest above the form. What is typed stays until it was accepted; leaving with unsaved text asks first.
 * @param toInput makes the route's input from the form's values
 */
export function FormDrawer<D extends RouteDef, V extends object>({
  route,
  title,
  open,
  onClose,
  toInput,
  initial,
  submit,
  done,
  stale,
  onDone,
  unsaved = false,
  blocked = null,
  about,
  children,
  width = 520,
}: {
  route: D;
  title: ReactNode;
  open: boolean;
  onClose: () => void;
  toInput: (values: V) => RouteCall<D>;
  initial?: Partial<V>;
  /** Words of the primary button, of the field: 提交验收. */
  submit: string;
  done?: string;
  stale?: readonly string[];
  onDone?: (reply: RouteReply<D>) => void;
  /** Something beside the fields was entered too: leaving asks first. */
  unsaved?: boolean;
  /** Why it cannot be sent yet although every field is good, such as an empty list beside the fields. */
  blocked?: string | null;
  /** What a refusal is about, where its field is none of the form's. */
  about?: (problem: unknown) => ReactNode;
  children: ReactNode | ((form: FormInstance<V>) => ReactNode);
  width?: number;
}) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [form] = Form.useForm<V>();
  const [problem, setProblem] = useState<unknown>(null);
  const [held, setHeld] = useState(false);
  const command = useCommand(route, {
    quiet: true,
    ...(done ? { done } : {}),
    ...(stale ? { stale } : {}),
    onDone: (reply) => {
      onDone?.(reply);
      onClose();
    },
  });
  useEffect(() => {
    if (!open) return;
    setProblem(null);
    setHeld(false);
    form.resetFields();
  }, [open, form]);

  const finish = (values: V) => {
    setProblem(null);
    setHeld(blocked !== null);
    if (blocked !== null) return;
    command.mutate(toInput(values), {
      onError: (error) => {
        setProblem(error);
        showFieldProblems(form, fieldProblems(error, t));
      },
    });
  };
  const leave = () => {
    if (!unsaved && !form.isFieldsTouched()) return onClose();
    modal.confirm({
      title: t('shell.action.unsaved'),
      okText: t('shell.action.leave'),
      cancelText: t('shell.action.stay'),
      onOk: onClose,
    });
  };
  return (
    <Drawer
      open={open}
      onClose={leave}
      title={title}
      size={width}
      destroyOnHidden
      footer={
        <Space>
          <Button type="primary" loading={command.isPending} onClick={() => form.submit()}>
            {submit}
          </Button>
          <Button onClick={leave}>{t('shell.action.cancel')}</Button>
        </Space>
      }
    >
      {problem !== null && (
        <Alert
          type="error"
          showIcon
          title={problemText(problem, t)}
          description={about?.(problem)}
          className="yf-gap-below"
        />
      )}
      {held && blocked !== null && <Alert type="error" showIcon title={blocked} className="yf-gap-below" />}
      <Form<V>
        form={form}
        layout="vertical"
        requiredMark="optional"
        scrollToFirstError
        {...(initial ? { initialValues: initial } : {})}
        onFinish={finish}
      >
        {typeof children === 'function' ? children(form) : children}
      </Form>
    </Drawer>
  );
}

/** Put the server's reasons beside the fields they are about, or beside the field that holds what they are about. */
export function showFieldProblems<V extends object>(form: FormInstance<V>, problems: Record<string, string>): void {
  const names = new Map(form.getFieldsError().map(({ name }) => [name.join('.'), name]));
  const known = new Set(names.keys());
  const errors = new Map<string, string[]>();
  for (const [path, text] of Object.entries(problems)) {
    const at = fieldOf(path, known);
    if (at !== null) errors.set(at, [...(errors.get(at) ?? []), text]);
  }
  const fields = [...errors].map(([at, texts]) => ({ name: names.get(at), errors: texts }));
  // Names are the form's own; its type does not know that they are paths of its values.
  if (fields.length > 0) form.setFields(fields as Parameters<FormInstance<V>['setFields']>[0]);
}
