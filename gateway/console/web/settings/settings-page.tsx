import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { useLocation } from 'wouter';
import type { Permission } from '../../../privacy/roles.ts';
import { useSession } from '../api/use-session.ts';
import { type TextKey, useTexts } from '../locales/i18n.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { AboutPart } from './about-part.tsx';
import { AccountPart } from './account-part.tsx';
import { ContactsPart } from './contacts-part.tsx';
import { RetentionPart } from './retention-part.tsx';
import { ServicePart } from './service-part.tsx';
import { UsersPart } from './users-part.tsx';

interface Part {
  id: string;
  text: TextKey;
  /** Any of these will do; without, everybody sees it. */
  needs?: readonly Permission[];
  shown: ComponentType;
}

const parts: readonly Part[] = [
  { id: 'account', text: 'settings.account', shown: AccountPart },
  { id: 'users', text: 'settings.users', needs: ['users.view'], shown: UsersPart },
  { id: 'contacts', text: 'settings.contacts', needs: ['duty.view', 'system.view'], shown: ContactsPart },
  { id: 'retention', text: 'settings.retention', needs: ['reports.read'], shown: RetentionPart },
  { id: 'service', text: 'settings.service', needs: ['alarms.view'], shown: ServicePart },
  { id: 'about', text: 'settings.about', shown: AboutPart },
];

/** What somebody may set or look up, each part at an address of its own: `#/settings/users`. */
export function SettingsPage() {
  const { t } = useTexts();
  const { may } = useSession();
  const [location, go] = useLocation();
  const offered = parts.filter(({ needs }) => needs === undefined || needs.some(may));
  const current = offered.find(({ id }) => location.split('/')[1] === id) ?? offered[0]!;
  const Shown = current.shown;
  return (
    <Tabs value={current.id} onChange={(id) => go(`/${id ?? ''}`)} keepMounted={false} color="gray">
      <PageFrame
        title={t('nav.settings')}
        testid="settings-page"
        toolbar={
          <Tabs.List aria-label={t('settings.tabs')}>
            {offered.map(({ id, text }) => (
              <Tabs.Tab key={id} value={id} data-testid={`settings-tab-${id}`}>
                {t(text)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        }
      >
        <Tabs.Panel value={current.id}>
          <Shown />
        </Tabs.Panel>
      </PageFrame>
    </Tabs>
  );
}
