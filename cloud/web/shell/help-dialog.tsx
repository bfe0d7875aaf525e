import { Kbd, Modal } from '@mantine/core';
import { shownKeys, useKeys } from '../../../gateway/console/web/shell/use-keys.ts';
import { type TextKey, useTexts } from '../locales/texts.ts';
import { PriorityMark, RingChip } from '../parts/marks.tsx';
import classes from './shell.module.css';

/** As they are printed on the keys. */
const keyName = (key: string) => (key === 'Escape' ? 'Esc' : key.length === 1 ? key.toUpperCase() : key);
const priorities = [1, 2, 3, 4] as const;
const rings = [1, 2, 3] as const;

/** What the page and the shell have registered, so that nothing is told of a key that does nothing. */
function KeyList({ onClose }: { onClose(): void }) {
  const { t } = useTexts();
  useKeys([[['?', '？'], onClose]], 'dialog');
  return (
    <dl className={classes.keys}>
      {shownKeys<TextKey>().map(({ keys, text }) => (
        <div key={keys.join(' ')}>
          <dt>
            {keys.map((each) => (
              <Kbd key={each}>{keyName(each)}</Kbd>
            ))}
          </dt>
          <dd>{t(text)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Keys and shapes on one page. */
export function HelpDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('help.heading')}
      centered
      closeButtonProps={{ 'aria-label': t('parts.close') }}
      lockScroll={false}
      data-testid="help-dialog"
    >
      <KeyList onClose={onClose} />
      <h3 className={classes.helpHead}>{t('help.priorities')}</h3>
      <ul className={classes.legend}>
        {priorities.map((priority) => (
          <li key={priority}>
            <PriorityMark priority={priority} /> {t(`priority.${priority}`)}
          </li>
        ))}
      </ul>
      <h3 className={classes.helpHead}>{t('help.rings')}</h3>
      <ul className={classes.legend}>
        {rings.map((ring) => (
          <li key={ring}>
            <RingChip ring={ring} /> {t(`ring.${ring}`)}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
