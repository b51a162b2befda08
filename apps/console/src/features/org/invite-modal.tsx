import { createInvitation, type RouteCall } from '@yufang/contract';
import { Alert, Form, Input, Modal, QRCode, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/use-api.ts';
import { useWordOptions } from '../../i18n/use-word.ts';

type Role = RouteCall<typeof createInvitation>['body']['role'];
/** The enterprise's own roles and the expert: what the route takes. */
const INVITED: readonly Role[] = createInvitation.body.shape.role.options;

/**
 * Invite somebody to sign in; the link is shown once.
 * @param person one of the enterprise's people, who gets any role; null: an expert from outside, who is on no list and is named here
 */
export function InviteModal({
  enterpriseId,
  person,
  open,
  onClose,
}: {
  enterpriseId: string;
  person: { readonly id: string; readonly name: string } | null;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const options = useWordOptions();
  const [role, setRole] = useState<Role>('post_worker');
  const [name, setName] = useState('');
  const invite = useCommand(createInvitation);
  const given = person
    ? { name: person.name, role, personId: person.id }
    : { name: name.trim(), role: 'expert' as const };
  return (
    <Modal
      open={open}
      title={person ? t('org.people.inviteTitle', { name: person.name }) : t('org.invitation.expert')}
      okText={t('org.people.invite')}
      okButtonProps={{ disabled: invite.data !== undefined || given.name === '', loading: invite.isPending }}
      onOk={() => invite.mutate({ params: { enterpriseId }, body: given })}
      onCancel={() => {
        onClose();
        setName('');
        invite.reset();
      }}
    >
      {invite.data ? (
        <>
          <Alert type="info" title={t('org.people.once')} />
          <QRCode value={invite.data.url} size={220} aria-label={t('org.people.qr')} />
          <p>{invite.data.url}</p>
        </>
      ) : person ? (
        <Select
          className="yf-wide"
          aria-label={t('org.people.role')}
          value={role}
          onChange={setRole}
          options={options('role', INVITED)}
        />
      ) : (
        <Form layout="vertical">
          <Form.Item label={t('org.people.name')} extra={t('org.invitation.expertHint')} required>
            <Input
              aria-label={t('org.people.name')}
              maxLength={60}
              value={name}
              onChange={(e) => setName(e.target.value)}
            />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
