import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';

/** A device's or camera's name by its id; the id itself for what is neither. */
export function usePlaceName(): (id: string) => string {
  const { name } = useTexts();
  const { devices, cameras } = useSite().overview;
  return (id) => {
    const found = [...devices, ...cameras].find((one) => one.id === id);
    return found ? name(found.name) : id;
  };
}
