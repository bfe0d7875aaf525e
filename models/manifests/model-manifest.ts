import type { GraphEdit } from '../graph-edits.ts';
import type { TfjsConversion } from '../tfjs-to-onnx.ts';

/** One model file: where it comes from, under which terms, what it takes and gives, and how it is prepared. */
export interface ModelManifest {
  /** Names the prepared file: `<id>.onnx`, or `<id>.txt` for a text that is used as shipped. */
  id: string;
  kind: 'onnx' | 'text';
  package: string;
  version: string;
  /** Path inside the package's tarball. */
  file: string;
  /** Of the file as shipped. */
  sha256: string;
  licence: string;
  /** What is known about where the weights come from, and what is not. */
  provenance: string;
  /** Input and output tensors, with units and order. */
  layout: string;
  /** Where the file is the topology of a TensorFlow.js graph model: its weights, and what is made of it. */
  tfjs?: { weights: { file: string; sha256: string }; conversion: TfjsConversion };
  /** Edits of the graph, in order; none changes what the model computes beyond rounding. */
  preparation: readonly GraphEdit[];
}
