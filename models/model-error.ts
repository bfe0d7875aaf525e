/**
 * What can be wrong with a model or an asset before anything runs. `hint` tells an operator what to do. (The gateway
 * turns it into one of its own faults; this room knows nothing of the gateway.)
 */
export class ModelError extends Error {
  readonly code:
    | 'asset-missing'
    | 'asset-altered'
    | 'fetch-failed'
    | 'model-missing'
    | 'model-altered'
    | 'model-unusable';
  readonly hint: string;

  constructor(code: ModelError['code'], what: string, hint: string, options?: { cause?: unknown }) {
    super(what, options);
    this.name = 'ModelError';
    this.code = code;
    this.hint = hint;
  }
}
