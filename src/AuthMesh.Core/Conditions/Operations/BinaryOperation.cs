using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>Works out an operator or function of two values. Unknown when it is not for these values, or there are no steps left.</summary>
internal delegate Value BinaryOperation(Value left, Value right, ref EvaluationFrame frame);
