import { Form, Select } from 'antd';
import { isFilled, isMoneyText, isRateText, MoneyInput, RateInput } from '../../kit/inputs';
import { options, ROUNDING } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.policyChange.form;

/** The figures of one part: two bounds, or both sides. */
export function OwnValueFigures({ part }: { part: string }) {
  switch (part) {
    case 'rates':
      return (
        <>
          <Form.Item name="employer_rate" label={words.employerRate} rules={[isRateText(true)]}>
            <RateInput data-testid="own-employer-rate" />
          </Form.Item>
          <Form.Item name="employee_rate" label={words.employeeRate} rules={[isRateText(true)]}>
            <RateInput data-testid="own-employee-rate" />
          </Form.Item>
        </>
      );
    case 'fixed':
      return (
        <>
          <Form.Item name="employer_fixed" label={words.employerFixed} rules={[isMoneyText(true)]}>
            <MoneyInput data-testid="own-employer-fixed" />
          </Form.Item>
          <Form.Item name="employee_fixed" label={words.employeeFixed} rules={[isMoneyText(true)]}>
            <MoneyInput data-testid="own-employee-fixed" />
          </Form.Item>
        </>
      );
    case 'rounding':
      return (
        <>
          <Form.Item name="employer_rounding" label={words.employerRounding} rules={[isFilled()]}>
            <Select options={options(ROUNDING)} data-testid="own-employer-rounding" />
          </Form.Item>
          <Form.Item name="employee_rounding" label={words.employeeRounding} rules={[isFilled()]}>
            <Select options={options(ROUNDING)} data-testid="own-employee-rounding" />
          </Form.Item>
        </>
      );
    default:
      return (
        <>
          <Form.Item name="floor" label={words.floor} rules={[isMoneyText(false)]}>
            <MoneyInput data-testid="own-floor" />
          </Form.Item>
          <Form.Item name="cap" label={words.cap} rules={[isMoneyText(false)]}>
            <MoneyInput data-testid="own-cap" />
          </Form.Item>
        </>
      );
  }
}
