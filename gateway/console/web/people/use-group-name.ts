import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';

export function useGroups() {
  const { may } = useSession();
  const groups = api.useQuery('get', '/api/groups', {}, { enabled: may('register.view'), staleTime: 60_000 });
  return groups.data?.groups ?? [];
}

/** The title of an access group; words for one whose title cannot be read. */
export function useGroupName(): (id: string | undefined) => string {
  const { t, name } = useTexts();
  const groups = useGroups();
  return (id) => {
    const group = groups.find((one) => one.id === id);
    return group ? name(group.name) : t('group.one');
  };
}
