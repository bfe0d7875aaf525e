import { join } from 'node:path';
import { explainFault } from '../kernel/fault.ts';
import { resolveFrom } from '../register/site/site-file.ts';
import { openTwinFile } from '../twin/twin-file.ts';
import { createTwinKeeper } from '../twin/twin-keeper.ts';
import { type Gateway, type GatewayOptions, startGateway } from './compose-gateway.ts';
import { openModelsInUse } from './models-in-use.ts';
import { updatesFolder } from './update-side.ts';

export interface ConfiguredGatewayOptions extends Omit<GatewayOptions, 'twin'> {
  /** `undefined`: as at the start of the process. */
  setLogLevel(level: string | undefined): void;
  /** It had to start anew and could not, not even with the last good settings; nothing runs any more. */
  ended(error: unknown): void;
}

/**
 * A gateway that runs with its site file and, laid over it, the settings of its cloud's operators. It starts itself anew for
 * settings that need it; where it cannot, it comes back with the last good ones.
 */
export async function startConfiguredGateway(options: ConfiguredGatewayOptions): Promise<Gateway> {
  const { loaded, clock, log } = options;
  let wake = () => {};
  let present: Gateway | undefined;
  let turn = Promise.resolve();
  let stopped = false;
  const keeper = createTwinKeeper({
    base: loaded.site,
    file: openTwinFile(join(resolveFrom(loaded.baseDir, loaded.site.gateway.data), 'twin.json'), log),
    clock,
    log,
    changed: () => wake(),
    restart: (why) => askRestart(why),
  });
  const askRestart = (why: string) => {
    turn = turn.then(() => restart(why)).catch(options.ended);
  };
  const twin = {
    keeper,
    setLogLevel: options.setLogLevel,
    onWake: (given: () => void) => {
      wake = given;
    },
  };
  const begin = () => {
    const site = keeper.begin();
    const { updates } = options;
    const anew = askRestart;
    if (!updates) return startGateway({ ...options, loaded: { ...loaded, site }, twin, anew });
    const models = openModelsInUse(updatesFolder(loaded, updates), options.modelsDir, log);
    const withModels = { ...updates, site: { restart: askRestart, models } };
    return startGateway({
      ...{ ...options, modelsDir: models.dir, updates: withModels, loaded: { ...loaded, site }, twin, anew },
    });
  };
  const start = async () => {
    try {
      return await begin();
    } catch (error) {
      if (!keeper.failed(explainFault(error))) throw error;
      return begin();
    }
  };
  const restart = async (why: string) => {
    if (stopped) return;
    log.info({ why }, 'the gateway starts anew');
    await present?.stop();
    present = undefined;
    present = await start();
  };

  const first = await start();
  present = first;
  return {
    ...first,
    stop: async () => {
      stopped = true;
      keeper.rest();
      await turn;
      await present?.stop();
    },
  };
}
