import protobuf from 'protobufjs';

/** The messages of TensorFlow's SavedModel (tensorflow/core/protobuf) that a graph without variables needs. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message SavedModel { int64 saved_model_schema_version = 1; repeated MetaGraphDef meta_graphs = 2; }
  message MetaGraphDef {
    message MetaInfoDef { repeated string tags = 4; }
    MetaInfoDef meta_info_def = 1;
    GraphDef graph_def = 2;
    map<string, SignatureDef> signature_def = 5;
  }
  message SignatureDef {
    map<string, TensorInfo> inputs = 1;
    map<string, TensorInfo> outputs = 2;
    string method_name = 3;
  }
  message TensorInfo { string name = 1; int32 dtype = 2; TensorShape tensor_shape = 3; }
  message GraphDef { repeated NodeDef node = 1; VersionDef versions = 4; }
  message VersionDef { int32 producer = 1; }
  message NodeDef { string name = 1; string op = 2; repeated string input = 3; map<string, AttrValue> attr = 5; }
  message AttrValue {
    message List { repeated int64 i = 3; repeated float f = 4; repeated bool b = 5; }
    oneof value {
      List list = 1;
      bytes s = 2;
      int64 i = 3;
      float f = 4;
      bool b = 5;
      int32 type = 6;
      TensorShape shape = 7;
      TensorValue tensor = 8;
    }
  }
  message TensorValue { int32 dtype = 1; TensorShape tensor_shape = 2; bytes tensor_content = 4; }
  message TensorShape { message Dim { int64 size = 1; } repeated Dim dim = 2; }
`);
const savedModel = root.lookupType('SavedModel');

export interface Node {
  name: string;
  op: string;
  input?: string[];
  /** Of its first output; not written. */
  shape: number[];
  attr: Record<string, Attribute>;
}

export type Attribute =
  | { type: number }
  | { i: number }
  | { f: number }
  | { b: boolean }
  | { s: Uint8Array }
  | { list: { i: number[] } | { f: number[] } | { b: boolean[] } }
  | { shape: Shape }
  | { tensor: { dtype: number; tensorShape: Shape; tensorContent: Uint8Array } };

export interface Shape {
  dim: { size: number }[];
}

/** A node's first output, for the caller of the graph. */
export interface Port {
  name: string;
  dtype: number;
  tensorShape: Shape;
}

/** The version of TensorFlow's ops that the graph is written in (`TF_GRAPH_DEF_VERSION` of 2022); later ones read it. */
const PRODUCER = 1087;

/** The bytes of `saved_model.pb`. */
export function encodeSavedModel(
  nodes: Node[],
  inputs: Record<string, Port>,
  outputs: Record<string, Port>,
): Uint8Array {
  const message = savedModel.fromObject({
    savedModelSchemaVersion: 1,
    metaGraphs: [
      {
        metaInfoDef: { tags: ['serve'] },
        graphDef: { node: nodes, versions: { producer: PRODUCER } },
        signatureDef: { serving_default: { inputs, outputs, methodName: 'tensorflow/serving/predict' } },
      },
    ],
  });
  return savedModel.encode(message).finish();
}
