/**
 * A pure function that remembers its latest answers. Only for functions whose answer follows from the key alone: where a snapshot of
 * a thousand deployments asks the same of the calendar a thousand times.
 */
export function remembered<Question, Answer>(
  keyOf: (question: Question) => string,
  answerTo: (question: Question) => Answer,
  most: number,
): (question: Question) => Answer {
  const answers = new Map<string, Answer>();
  return (question) => {
    const key = keyOf(question);
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Answer;
    if (answers.size >= most) answers.clear();
    const answer = answerTo(question);
    answers.set(key, answer);
    return answer;
  };
}
