import type { ExportAdapter } from '../export-adapter.ts';
import { cloudEventsHttp } from './cloudevents-http.ts';
import { gat1400 } from './gat1400.ts';
import { cloudEventsMqtt } from './mqtt-cloudevents.ts';
import { webhook } from './webhook-messages.ts';

/** Every way in which a share can be delivered. */
export const exportAdapters: readonly ExportAdapter[] = [webhook, cloudEventsHttp, cloudEventsMqtt, gat1400];
