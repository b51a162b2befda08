import { createInvitation, listInvitations, type RouteReply, revokeInvitation } from '@yufang/contract';
import { ENTERPRISE_MANAGERS } from '@yufang/domain';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { hasRole, useMay, useMe } from '../../shell/me.tsx';
import { Empty, Reading, StateTag, TimeText } from '../../ui/index.ts';
import { InviteModal } from './invite-modal.tsx';

type Invitation = RouteReply<typeof listInvitations>['rows'][number];
const TONE = { open: 'waiting', accepted: 'done', revoked: 'void', expired: 'void' } as const;

/** Who was invited, by whom and until when; one that is still open can be taken back. An expert, who is on no list of people, is invited here. */
export function InvitationDrawer({
  enterpriseId,
  open,
  onClose,
}: {
  enterpriseId: string;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const word = useWord();
  const may = useMay();
  const manages = hasRole(useMe(), ENTERPRISE_MANAGERS);
  const [inviting, setInviting] = useState(false);
  const params = { enterpriseId };
  const list = useApi(listInvitations, { params }, { enabled: open });
  const revoke = useCommand(revokeInvitation, { done: t('org.invitation.revoked') });
  const line = (i: Invitation) => (
    <li key={i.id}>
      <span>
        <strong>{i.name}</strong> {word('role', i.role)}{' '}
        <StateTag tone={TONE[i.state]}>{t(`org.invitation.${i.state}`)}</StateTag>
        <br />
        <small className="yf-quiet">
          {i.invitedBy} · <TimeText at={i.createdAt} /> · {t('org.invitation.until')} <TimeText at={i.expiresAt} />
        </small>
      </span>
      {i.state === 'open' && (
        <Button loading={revoke.isPending} onClick={() => revoke.mutate({ params: { ...params, id: i.id } })}>
          {t('org.invitation.revoke')}
        </Button>
      )}
    </li>
  );
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={560}
      title={t('org.invitation.title')}
      extra={
        manages &&
        may(createInvitation) && <Button onClick={() => setInviting(true)}>{t('org.invitation.expert')}</Button>
      }
    >
      <Reading query={list} rows={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t('org.invitation.none')} text={t('org.invitation.noneText')} />
          ) : (
            <ul className="yf-rows">{rows.map(line)}</ul>
          )
        }
      </Reading>
      <InviteModal enterpriseId={enterpriseId} person={null} open={inviting} onClose={() => setInviting(false)} />
    </Drawer>
  );
}
