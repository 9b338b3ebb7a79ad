/** What a person finds first in a receipt folder. */
export const readme = `Biên nhận của trục Liên Thông. Mỗi tệp .leaf là một sự kiện của thông điệp; tệp .tlog-proof cùng tên chứng minh sự kiện đó nằm trong
nhật ký; seal.txt và seal.p7s là con dấu ký bằng chứng thư của cơ quan lên đầu nhật ký. Kiểm tra: "hub evidence verify <thư mục> --trust
root.pem --signer <SHA-256 của chứng thư trục, do cơ quan công bố>", hoặc làm từng bước bằng openssl và sha256sum theo tài liệu
verify-by-hand. Nếu thông điệp đã bị xoá thì nội dung, muối và chữ ký của người gửi không còn ở đây, các chứng minh còn lại vẫn kiểm tra được.

A receipt of the Liên Thông hub. Each .leaf file is one event of the message; the .tlog-proof of the same name proves that the event is in
the log; seal.txt and seal.p7s are the seal that the agency's certificate put on the head of the log. To check it, run "hub evidence verify
<folder> --trust root.pem --signer <SHA-256 of the hub's certificate, as the agency publishes it>", or take the steps with openssl and
sha256sum that the page verify-by-hand lists. When a message has been erased, its content, salts and the sender's signature are no longer
here; everything that is left still verifies.
`;
