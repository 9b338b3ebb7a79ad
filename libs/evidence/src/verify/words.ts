/** What each check of a receipt says, for people. */
export const words = {
  'leaf.form': {
    vi: 'Sự kiện đọc được, đúng loại và cùng một thông điệp',
    en: 'The event can be read, is of its kind and of the same message',
  },
  'leaf.inclusion': { vi: 'Sự kiện nằm trong nhật ký đã niêm phong', en: 'The event is in the sealed log' },
  'leaf.attached': { vi: 'Tệp kèm theo đúng với sự kiện', en: 'The attached file is the one of the event' },
  'checkpoint.signature': { vi: 'Điểm kiểm do khoá nhật ký ký', en: "The checkpoint is signed by the log's key" },
  'checkpoint.seal': { vi: 'Điểm kiểm trùng với con dấu', en: 'The checkpoint is the sealed one' },
  'seal.form': { vi: 'Con dấu đọc được và nêu đúng khoá nhật ký', en: "The seal can be read and names the log's key" },
  'seal.signature': { vi: 'Con dấu do chứng thư của trục ký', en: "The seal is signed by the hub's certificate" },
  'seal.timestamp': { vi: 'Dấu thời gian trên con dấu hợp lệ', en: 'The time-stamp on the seal is valid' },
  'seal.chain': { vi: 'Chứng thư dẫn tới gốc tin cậy vào lúc ký', en: 'The certificate leads to the trusted root at signing time' },
  'seal.revocation': { vi: 'Chứng thư không bị thu hồi vào lúc ký', en: 'The certificate was not revoked at signing time' },
  'chain.form': { vi: 'chain.pem là chuỗi chứng thư của con dấu', en: "chain.pem is the seal's chain of certificates" },
  'payload.commitment': { vi: 'Nội dung đúng với cam kết trong sự kiện', en: "The payload matches the event's commitment" },
  'metadata.commitment': { vi: 'Thông tin thông điệp đúng với cam kết trong sự kiện', en: "The metadata match the event's commitment" },
  'signature.digest': { vi: 'Chữ ký của người gửi đúng là chữ ký đã nhận', en: "The sender's signature is the one that came" },
  'signature.value': { vi: 'Chữ ký của người gửi khớp nội dung', en: "The sender's signature matches the payload" },
  'signature.signer': { vi: 'Người ký là người mà kết luận nêu', en: 'The signer is the one that the verdict names' },
  'verdict.digest': { vi: 'Kết luận kiểm tra chữ ký đúng với sự kiện', en: 'The verdict on the signature is the one of the event' },
  'revocation.digest': { vi: 'Dữ liệu thu hồi nguyên vẹn', en: 'The revocation data are unchanged' },
  'container.signature': {
    vi: 'Gói ASiC-E được ký và giữ đúng các tệp này',
    en: 'The ASiC-E container is signed and holds exactly these files',
  },
} as const;
