import { Button } from 'antd';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

/** 待决定: what an import would not guess. */
export function QuestionList() {
  const questions = useRead(['questions'], bridge.exchangeQuestions);
  const answer = useAct(bridge.exchangeAnswer, { done: () => zh.exchange.answered });
  if (questions.isPending) return <Loading />;
  if (questions.isError) return <FailureNote failure={questions.error} />;
  if (questions.data.length === 0)
    return <Empty title={zh.exchange.questionsNone}>{zh.exchange.questionsNoneText}</Empty>;
  return (
    <div className="panel sheet-scroll">
      <ul className="question-list" data-testid="questions">
        {questions.data.map((question, index) => (
          <li key={question.id ?? index}>
            <div className="grow">
              <p>{question.message}</p>
              <p className="soft">{zh.exchange.place(question.sheet, question.row, null)}</p>
            </div>
            <div className="row">
              {question.choices.map((choice) => (
                <Button
                  key={choice.id}
                  size="small"
                  disabled={question.id === null || answer.isPending}
                  onClick={() => question.id !== null && answer.mutate({ question: question.id, choice: choice.id })}
                  data-testid={`answer-${question.id}-${choice.id}`}
                >
                  {choice.label}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
