import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { usePlan } from '../map/use-plan.ts';

/** A device's, camera's, door's or barrier's name by its id; the id itself for what is none of them. */
export function usePlaceName(): (id: string) => string {
  const { name } = useTexts();
  const { devices, cameras } = useSite().overview;
  const doors = usePlan().data?.things ?? [];
  return (id) => {
    const found = [...devices, ...cameras, ...doors].find((one) => one.id === id);
    return found ? name(found.name) : id;
  };
}
