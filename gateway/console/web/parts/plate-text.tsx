import type { PlateColour } from '../../../../devices/contracts/plates.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './plate-text.module.css';

export interface PlateTextProps {
  /** Whole or masked, as the API gives it. */
  plate: string;
  /** Ground of the plate; plain grey where it is not known. */
  colour?: PlateColour | undefined;
  /** Positions, from 0, of characters that the reader was not sure of. */
  uncertain?: readonly number[];
}

/** A number plate in a fixed-width face on its own ground; what was not read for certain is underlined and said. */
export function PlateText({ plate, colour, uncertain = [] }: PlateTextProps) {
  const { t } = useTexts();
  const letters = [...plate].map((letter, at) => ({ letter, at, doubt: uncertain.includes(at) }));
  const doubtful = letters.filter(({ doubt }) => doubt).map(({ letter }) => letter);
  const ground = colour ? `${t(`plateColour.${colour}`)} ` : '';
  const label =
    doubtful.length > 0
      ? t('parts.plateDoubt', { plate: ground + plate, letters: doubtful.join(' ') })
      : ground + plate;
  return (
    <span className={classes.plate} data-colour={colour ?? 'unknown'} role="img" aria-label={label} title={label}>
      {letters.map(({ letter, at, doubt }) => (
        <span key={at} data-doubt={doubt}>
          {letter}
        </span>
      ))}
    </span>
  );
}
