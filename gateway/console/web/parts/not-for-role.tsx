import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from './empty-state.tsx';

/** In place of a page, or of a part of one, that none of the user's roles opens. */
export function NotForRole() {
  const { t } = useTexts();
  const { roles } = useSession();
  return (
    <EmptyState
      title={t('nav.forbidden')}
      hint={t('nav.forbiddenHint', { roles: roles.map((role) => t(`role.${role}`)).join(', ') })}
      testid="not-for-role"
    />
  );
}
