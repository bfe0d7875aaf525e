import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { channelWords } from '../parts/channel-words.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import { ChannelRow } from './channel-row.tsx';
import { type Contact, ContactForm } from './contact-form.tsx';
import { ProblemLine } from './problem-line.tsx';
import classes from './settings.module.css';

const everyMs = 15_000;

function ContactRow(props: { contact: Contact; onChange(): void; onRemove(): void }) {
  const texts = useTexts();
  const { t, language } = texts;
  const { user: own, may } = useSession();
  const { user, channel, address, priorities, language: told } = props.contact;
  const shown = priorities.map((each) => `P${each}`);
  return (
    <li data-testid="contact" data-user={user}>
      <span>
        <strong>{user}</strong> · {channelWords(channel, texts)} {address}
        <br />
        <span className={classes.dim}>
          {[...shown, ...(told === language ? [] : [told === 'zh' ? '中文' : 'English'])].join(' · ')}
        </span>
      </span>
      {(user === own || may('duty.plan')) && (
        <span className={classes.row}>
          <Button size="compact-sm" variant="default" onClick={props.onChange} data-testid="contact-change">
            {t('settings.change')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={props.onRemove} data-testid="contact-remove">
            {t('settings.contactRemove')}
          </Button>
        </span>
      )}
    </li>
  );
}

/** One's own contacts; for those who plan duty, everybody's. */
function Contacts() {
  const { t } = useTexts();
  const { may } = useSession();
  const notify = useUndoNotice();
  const [open, setOpen] = useState<Contact | 'new'>();
  const query = api.useQuery('get', '/api/contacts', undefined, { retry: false });
  const put = api.useMutation('put', '/api/contacts/{user}/{channel}', { onSettled: () => query.refetch() });
  const remove = api.useMutation('delete', '/api/contacts/{user}/{channel}', { onSettled: () => query.refetch() });
  const takeAway = ({ user, channel, ...body }: Contact) => {
    const params = { path: { user, channel } };
    remove.mutate(
      { params },
      { onSuccess: () => notify(t('settings.contactRemoved'), () => put.mutate({ params, body })) },
    );
  };
  const saved = () => {
    setOpen(undefined);
    notify(t('settings.contactSaved'));
    void query.refetch();
  };
  return (
    <section className={classes.card} data-testid="contacts">
      <h2>{t('settings.people')}</h2>
      <p className={classes.note}>
        {t('settings.contactsHint')} {t(may('duty.plan') ? 'settings.contactOthers' : 'settings.contactOwn')}
      </p>
      <Loaded query={query} what={t('settings.people')}>
        {(contacts) =>
          contacts.length === 0 ? (
            <EmptyState title={t('settings.contactsNone')} />
          ) : (
            <ul className={classes.list}>
              {contacts.map((contact) => (
                <ContactRow
                  key={`${contact.user} ${contact.channel}`}
                  contact={contact}
                  onChange={() => setOpen(contact)}
                  onRemove={() => takeAway(contact)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <ProblemLine error={remove.error ?? put.error} />
      <Button mt="sm" variant="default" onClick={() => setOpen('new')} data-testid="contact-add">
        {t('settings.contactAdd')}
      </Button>
      <Modal
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={t(open === 'new' ? 'settings.contactAdd' : 'settings.contactChange')}
        lockScroll={false}
        closeButtonProps={{ 'aria-label': t('parts.close') }}
      >
        {open !== undefined && <ContactForm contact={open === 'new' ? undefined : open} onSaved={saved} />}
      </Modal>
    </section>
  );
}

function Channels() {
  const { t } = useTexts();
  const query = api.useQuery('get', '/api/channels', undefined, { retry: false, refetchInterval: everyMs });
  return (
    <section className={classes.card} data-testid="channels">
      <h2>{t('settings.channels')}</h2>
      <Loaded query={query} what={t('settings.channels')}>
        {(channels) =>
          channels.length === 0 ? (
            <EmptyState title={t('settings.channelNone')} hint={t('settings.channelNoneHint')} />
          ) : (
            <ul className={classes.list}>
              {channels.map((channel) => (
                <ChannelRow key={channel.id} channel={channel} onTried={() => void query.refetch()} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

/** How people are told of what the desk does not answer, and whether that works. */
export function ContactsPart() {
  const { may } = useSession();
  return (
    <div className={classes.columns}>
      {may('duty.view') && <Contacts />}
      {may('system.view') && <Channels />}
    </div>
  );
}
