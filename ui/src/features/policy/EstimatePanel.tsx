import { Button, Form, Select } from 'antd';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { EstimateRequest } from '../../generated/EstimateRequest';
import { Empty } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled, isMoneyText, isMonthText, isRateText, MoneyInput, MonthInput, RateInput } from '../../kit/inputs';
import { Panel } from '../../kit/Page';
import { useAct, useRead } from '../../kit/useDesk';
import { MEDICAL_TIER, OPTION, options, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { EstimateResult } from './EstimateResult';

const words = zh.policy;
const HUKOU_CHOICES = ['local', 'other'].map((value) => ({ value, label: word(OPTION, `hukou=${value}`) }));

/** 试算: the law for one base, no person needed. */
export function EstimatePanel() {
  const { month } = useSession();
  const regions = useRead(['regions'], bridge.policyRegions);
  const estimate = useAct(bridge.contributionEstimate, { inline: true, readOnly: true });
  const submit = (fields: EstimateRequest) =>
    estimate.mutate({
      ...fields,
      work_injury_rate: fields.work_injury_rate || null,
      fund_employer: fields.fund_employer || null,
      fund_employee: fields.fund_employee || null,
      hukou: fields.hukou || null,
      medical_tier: fields.medical_tier || null,
    });
  return (
    <div className="split">
      <section className="panel estimate-form">
        <p className="soft">{words.estimateText}</p>
        <Form
          layout="vertical"
          requiredMark={false}
          autoComplete="off"
          initialValues={{ month, work_injury_rate: '0.002', fund_employer: '0.12', fund_employee: '0.12' }}
          onFinish={submit}
        >
          <Form.Item name="region" label={words.region} rules={[isFilled()]}>
            <Select
              showSearch
              optionFilterProp="label"
              options={(regions.data ?? []).map((region) => ({ value: region.code, label: region.name }))}
              data-testid="estimate-region"
            />
          </Form.Item>
          <div className="form-grid">
            <Form.Item name="month" label={words.estimateMonth} rules={[isMonthText(true)]}>
              <MonthInput data-testid="estimate-month" />
            </Form.Item>
            <Form.Item name="base" label={words.base} rules={[isMoneyText(true)]}>
              <MoneyInput data-testid="estimate-base" />
            </Form.Item>
            <Form.Item name="fund_employer" label={words.fundEmployer} rules={[isRateText(false)]}>
              <RateInput />
            </Form.Item>
            <Form.Item name="fund_employee" label={words.fundEmployee} rules={[isRateText(false)]}>
              <RateInput />
            </Form.Item>
            <Form.Item name="work_injury_rate" label={words.workInjury} rules={[isRateText(false)]}>
              <RateInput />
            </Form.Item>
            <Form.Item name="medical_tier" label={words.tier}>
              <Select allowClear placeholder={words.anyOption} options={options(MEDICAL_TIER)} />
            </Form.Item>
            <Form.Item name="hukou" label={words.hukou} className="is-wide">
              <Select allowClear placeholder={words.anyOption} options={HUKOU_CHOICES} />
            </Form.Item>
          </div>
          <FailureNote failure={estimate.error} />
          <Button type="primary" block htmlType="submit" loading={estimate.isPending} data-testid="estimate-submit">
            {words.estimate}
          </Button>
        </Form>
      </section>
      <Panel title={words.result} extra={<span className="soft">{zh.contribution.estimateNote}</span>} fill flush>
        {estimate.data ? <EstimateResult estimate={estimate.data} /> : <Empty title={words.resultNone} />}
      </Panel>
    </div>
  );
}
