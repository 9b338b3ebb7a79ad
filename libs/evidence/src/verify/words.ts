/** What each check of a receipt says, for people. */
export const words = {
  'folder.form': { vi: 'Thư mục chỉ chứa tệp của một biên nhận', en: 'The folder holds only files of a receipt' },
  'leaf.form': {
    vi: 'Sự kiện đọc được, đúng loại và cùng một thông điệp',
    en: 'The event can be read, is of its kind and of the same message',
  },
  'leaf.order': {
    vi: 'Mỗi sự kiện có một lần, theo thứ tự của nhật ký, bắt đầu từ quyết định',
    en: 'Each event is there once, in the order of the log, beginning with the decision',
  },
  'leaf.inclusion': { vi: 'Sự kiện nằm trong nhật ký đã niêm phong', en: 'The event is in the sealed log' },
  'leaf.attached': { vi: 'Tệp kèm theo đúng với sự kiện', en: 'The attached file is the one of the event' },
  'checkpoint.signature': { vi: 'Điểm kiểm do khoá nhật ký ký', en: "The checkpoint is signed by the log's key" },
  'checkpoint.seal': { vi: 'Điểm kiểm trùng với con dấu', en: 'The checkpoint is the sealed one' },
  'seal.form': { vi: 'Con dấu đọc được và nêu đúng khoá nhật ký', en: "The seal can be read and names the log's key" },
  'seal.signature': { vi: 'Con dấu do chứng thư kèm trong đó ký', en: 'The seal is signed by the certificate in it' },
  'seal.signer': { vi: 'Chứng thư ký dấu là chứng thư bạn đã chỉ định', en: "The seal's certificate is the one that you named" },
  'seal.log': { vi: 'Khoá nhật ký là khoá bạn đã chỉ định', en: "The log's key is the one that you named" },
  'seal.timestamp': { vi: 'Dấu thời gian trên con dấu hợp lệ', en: 'The time-stamp on the seal is valid' },
  'seal.chain': {
    vi: 'Chứng thư dẫn tới gốc mà bạn tin cậy vào lúc ký',
    en: 'The certificate leads to a root that you trust at signing time',
  },
  'seal.revocation': { vi: 'Chứng thư không bị thu hồi vào lúc ký', en: 'The certificate was not revoked at signing time' },
  'chain.form': { vi: 'chain.pem là chuỗi chứng thư của con dấu', en: "chain.pem is the seal's chain of certificates" },
  'payload.commitment': { vi: 'Nội dung đúng với cam kết trong sự kiện', en: "The payload matches the event's commitment" },
  'metadata.commitment': { vi: 'Thông tin thông điệp đúng với cam kết trong sự kiện', en: "The metadata match the event's commitment" },
  'act.form': { vi: 'Thông tin nêu đúng việc ký của sự kiện này', en: 'The metadata tell of the act of signing of this event' },
  'signature.digest': {
    vi: 'Chữ ký của người gửi đúng là chữ ký mà thông tin thông điệp nêu',
    en: "The sender's signature is the one that the metadata name",
  },
  'signature.value': { vi: 'Chữ ký của người gửi khớp nội dung', en: "The sender's signature matches the payload" },
  'signature.signer': { vi: 'Người ký là người mà kết luận nêu', en: 'The signer is the one that the verdict names' },
  'verdict.digest': { vi: 'Kết luận kiểm tra chữ ký đúng với sự kiện', en: 'The verdict on the signature is the one of the event' },
  'revocation.digest': { vi: 'Dữ liệu thu hồi nguyên vẹn', en: 'The revocation data are unchanged' },
  'container.signature': {
    vi: 'Gói ASiC-E do chứng thư của con dấu, hoặc chứng thư bạn đã chỉ định, ký và giữ đúng các tệp này',
    en: "The ASiC-E container is signed by the seal's certificate, or one that you named, and holds exactly these files",
  },
} as const;
