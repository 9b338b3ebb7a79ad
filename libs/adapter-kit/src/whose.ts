import { Failure } from '@lienthong/message';
import type { CheckResult } from './contract';

type Words = CheckResult['words'];

/** Whose a failed step of a check is, and what to tell them: for the person who has to mend it. No code of the counterpart is explained here. */
export function whoseFault(cause: unknown): Words {
  if (!(cause instanceof Failure)) return secretFault('');
  const { status = '', reason = '' } = cause.detail;
  const facts = Object.values(cause.detail).join(', ');
  if (reason.startsWith('secret file')) return secretFault(` (${facts})`);
  if (/^(401|403|407)$/.test(status) || /credentials|log-in refused/.test(reason)) return credentials(facts);
  if (reason.includes('allow-list'))
    return ours(`địa chỉ không có trong cấu hình (${facts})`, `the address is not in the configuration (${facts})`);
  if (reason.startsWith('not connected') || reason.includes('before it was sent')) return between(facts);
  return theirs(facts);
}

const ours = (vi: string, en: string): Words => ({ vi: `phía ta: ${vi}`, en: `our side: ${en}` });

const secretFault = (facts: string): Words =>
  ours(`tệp bí mật không đọc được hoặc rỗng${facts}`, `a secret file cannot be read or is empty${facts}`);

const credentials = (facts: string): Words => ({
  vi: `tài khoản không được chấp nhận (${facts}): kiểm tra tệp bí mật phía ta; nếu đúng, hỏi đối tác tài khoản còn hiệu lực không`,
  en: `our credentials are not accepted (${facts}): check our secret file; if it is right, ask them whether the account is still valid`,
});

const between = (facts: string): Words => ({
  vi: `đường truyền hoặc phía đối tác: không kết nối được (${facts}); báo đối tác và quản trị mạng kèm địa chỉ IP đi ra của ta`,
  en: `the network or their side: no connection (${facts}); tell them and the network's administrators, with our outgoing IP address`,
});

const theirs = (facts: string): Words => ({
  vi: `phía đối tác: trả lời lỗi hoặc không đúng giao thức (${facts}); báo họ giờ gọi và nội dung này`,
  en: `their side: the answer is an error or not in the protocol (${facts}); tell them the time of the call and this`,
});
