import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';

/** The name of what an id stands for, where the site knows one: devices, cameras, doors and zones. People stay ids here. */
export function useKnownNames(): (id: string) => string | undefined {
  const { name } = useTexts();
  const { may } = useSession();
  const { devices, cameras } = useSite().overview;
  const plan = api.useQuery(
    'get',
    '/api/plan',
    {},
    {
      ...{ staleTime: Number.POSITIVE_INFINITY, retry: false, enabled: may('alarms.view') },
    },
  );
  const { things = [], zones = [], buildings = [] } = plan.data ?? {};
  return (id) => {
    const found = [...things, ...devices, ...cameras, ...zones, ...buildings].find((each) => each.id === id);
    return found && name(found.name);
  };
}
