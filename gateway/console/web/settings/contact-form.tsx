import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { channelWords } from '../parts/channel-words.ts';
import { ProblemLine } from './problem-line.tsx';
import classes from './settings.module.css';

export type Contact = Answer<'/api/contacts'>[number];

const priorities = [1, 2, 3, 4] as const;

/** Whom one may set a contact for: oneself, and everybody on duty for those who plan it. */
function usePeople(): string[] {
  const { user, may } = useSession();
  const { data = [] } = api.useQuery('get', '/api/duty/people', undefined, { enabled: may('duty.plan'), retry: false });
  return [...new Set([user, ...data.map((each) => each.user)])];
}

/** The site's channels for those who may know them; mail for everybody. */
function useChannelIds(): string[] {
  const { may } = useSession();
  const { data = [] } = api.useQuery('get', '/api/channels', undefined, { enabled: may('system.view'), retry: false });
  return data.length > 0 ? data.map(({ id }) => id) : ['email'];
}

/** How somebody is reached: a new contact, or another one in its place. */
export function ContactForm({ contact, onSaved }: { contact: Contact | undefined; onSaved(): void }) {
  const texts = useTexts();
  const { t, language: own } = texts;
  const { user } = useSession();
  const people = usePeople();
  const channels = useChannelIds();
  const [typed, setTyped] = useState<Partial<Contact>>({});
  const values = {
    ...{
      user,
      channel: channels[0] ?? 'email',
      address: '',
      language: own,
      priorities: [1, 2] as Contact['priorities'],
    },
    ...contact,
    ...typed,
  };
  const { mutate, isPending, error } = api.useMutation('put', '/api/contacts/{user}/{channel}', { onSuccess: onSaved });
  const set = (change: Partial<Contact>) => setTyped({ ...typed, ...change });
  const isMail = values.channel === 'email';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = values.address.trim();
    mutate({
      params: { path: { user: values.user, channel: values.channel } },
      body: { language: values.language, priorities: values.priorities, ...(isMail && { address }) },
    });
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid="contact-form">
      <NativeSelect
        label={t('settings.contactFor')}
        value={values.user}
        data={people}
        disabled={contact !== undefined || people.length < 2}
        onChange={(event) => set({ user: event.currentTarget.value })}
        data-testid="contact-user"
      />
      <NativeSelect
        label={t('settings.contactBy')}
        value={values.channel}
        data={channels.map((id) => ({ value: id, label: channelWords(id, texts) }))}
        disabled={contact !== undefined}
        onChange={(event) => set({ channel: event.currentTarget.value })}
        data-testid="contact-channel"
      />
      {isMail && (
        <TextInput
          type="email"
          label={t('settings.mailbox')}
          value={values.address}
          maxLength={254}
          required
          onChange={(event) => set({ address: event.currentTarget.value })}
          data-testid="contact-address"
        />
      )}
      <NativeSelect
        label={t('settings.noticeLanguage')}
        value={values.language}
        data={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(event) => set({ language: event.currentTarget.value === 'zh' ? 'zh' : 'en' })}
      />
      <Checkbox.Group
        label={t('settings.priorities')}
        value={values.priorities.map(String)}
        onChange={(chosen) => set({ priorities: priorities.filter((each) => chosen.includes(`${each}`)) })}
      >
        <div className={classes.row}>
          {priorities.map((each) => (
            <Checkbox key={each} value={`${each}`} label={`P${each}`} />
          ))}
        </div>
      </Checkbox.Group>
      <ProblemLine error={error} />
      <Button
        type="submit"
        color="dark"
        disabled={isPending || values.priorities.length === 0 || (isMail && values.address.trim() === '')}
        data-testid="contact-save"
      >
        {t('settings.save')}
      </Button>
    </form>
  );
}
