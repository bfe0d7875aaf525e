import { InferenceSession, Tensor } from 'onnxruntime-node';

/** A float tensor: `data` holds the product of `dims` values. */
export interface Values {
  data: Float32Array;
  dims: readonly number[];
}

export interface Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  run(feeds: Readonly<Record<string, Values>>): Promise<Record<string, Values>>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** 1 by default: a box's cores serve many cameras, and one more thread a model only makes them wait for each other. */
  threads?: number;
}

/** The only place that knows ONNX Runtime. Throws when the bytes are no model that it can run. */
export async function createSession(model: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
    // Errors only: its warnings about graph clean-up would land on stderr unstructured.
    logSeverityLevel: 3,
  });
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(feeds) {
      const tensors = Object.entries(feeds).map(
        ([name, { data, dims }]) => [name, new Tensor('float32', data, dims)] as const,
      );
      const results = await session.run(Object.fromEntries(tensors));
      const values = Object.entries(results).map(([name, tensor]) => {
        if (!(tensor.data instanceof Float32Array)) throw new TypeError(`output ${name} does not hold float32 values`);
        return [name, { data: tensor.data, dims: tensor.dims }] as const;
      });
      return Object.fromEntries(values);
    },
    close: () => session.release(),
  };
}
