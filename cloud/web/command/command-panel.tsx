import { useState } from 'react';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Panel } from '../parts/panel.tsx';
import { AskCommand } from './ask-command.tsx';
import classes from './command.module.css';
import { CommandRow } from './command-row.tsx';
import { LiveView } from './live-view.tsx';
import { useCommands } from './use-commands.ts';

/** What a gateway was asked to do, and the asking. */
export function CommandPanel({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const { may } = useOperator();
  const query = useCommands(gateway);
  const [live, setLive] = useState<{ id: string; camera: string }>();
  const isLive = query.data?.commands.find(({ id }) => id === live?.id);
  return (
    <Panel title={t('command.title')} testid="gateway-commands">
      {may('commands.ask') && <AskCommand gateway={gateway} onLive={setLive} />}
      {live && <LiveView key={live.id} {...live} command={isLive} onClose={() => setLive(undefined)} />}
      <Loaded query={query} what={t('command.title')} stillWorks={t('nav.sitesGoOn')}>
        {({ commands }) =>
          commands.length === 0 ? (
            <EmptyState title={t('command.none')} />
          ) : (
            <ul className={classes.list} aria-label={t('command.recent')}>
              {commands.map((command) => (
                <CommandRow key={command.id} command={command} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
