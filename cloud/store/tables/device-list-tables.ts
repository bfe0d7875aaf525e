/** Devices under each gateway, as it told them last: whole, so that a device that is no longer there is gone. */
const tables = (integer: string, strict: string) => `
  CREATE TABLE device_lists (
    gateway TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    -- By the gateway's clock, and by the cloud's.
    told_ms ${integer} NOT NULL,
    received_ms ${integer} NOT NULL,
    waiting ${integer} NOT NULL,
    revoked ${integer} NOT NULL,
    -- Kinds of its devices, each between commas, and how many devices are not in the list.
    kinds TEXT NOT NULL,
    omitted ${integer} NOT NULL,
    body TEXT NOT NULL
  )${strict};
`;

export const deviceListTables = { sqlite: tables('INTEGER', ' STRICT'), postgres: tables('bigint', '') };
