using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>Works out an operator or function of one value. Unknown when it is not for this value, or there are no steps left.</summary>
internal delegate Value UnaryOperation(Value operand, ref EvaluationFrame frame);
