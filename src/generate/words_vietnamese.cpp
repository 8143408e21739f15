#include "generate/words.hpp"

namespace desk::generate {

namespace {

using std::string_view;

constexpr Name kGiven[] = {
    {"Văn An", "an"},       {"Thị Bình", "binh"}, {"Minh Châu", "chau"},   {"Quốc Dũng", "dung"},
    {"Thu Giang", "giang"}, {"Hồng Hà", "ha"},    {"Đức Huy", "huy"},      {"Ngọc Lan", "lan"},
    {"Hoàng Long", "long"}, {"Tuyết Mai", "mai"}, {"Hải Nam", "nam"},      {"Kim Oanh", "oanh"},
    {"Anh Quân", "quan"},   {"Thanh Sơn", "son"}, {"Phương Thảo", "thao"}, {"Cẩm Vân", "van"}};
constexpr Name kFamily[] = {
    {"Nguyễn", "nguyen"}, {"Trần", "tran"},   {"Lê", "le"},       {"Phạm", "pham"},
    {"Hoàng", "hoang"},   {"Huỳnh", "huynh"}, {"Phan", "phan"},   {"Vũ", "vu"},
    {"Võ", "vo"},         {"Đặng", "dang"},   {"Bùi", "bui"},     {"Đỗ", "do"},
    {"Hồ", "ho"},         {"Ngô", "ngo"},     {"Dương", "duong"}, {"Lý", "ly"}};
constexpr string_view kCompanies[] = {"Công ty TNHH {name}", "Công ty Cổ phần {name}",
                                      "Cửa hàng {name}", "Nhà sách {name}"};
constexpr string_view kGreetings[] = {"Xin chào,", "Chào anh chị,", "Kính gửi bộ phận hỗ trợ,",
                                      "Chào bạn,"};
constexpr string_view kClosings[] = {"Trân trọng,", "Xin cảm ơn,", "Cảm ơn anh chị,",
                                     "Mong sớm nhận được phản hồi,"};
constexpr string_view kDetails[] = {
    "Đến tối hôm qua mọi thứ vẫn bình thường, bên tôi không thay đổi gì.",
    "Tôi đã thử trên hai máy khác nhau, kết quả vẫn như vậy.",
    "Ba đồng nghiệp của tôi cũng gặp đúng lỗi này.",
    "Nhờ anh chị xem giúp trong hôm nay vì khách hàng đang chờ.",
    "Tôi đã khởi động lại hai lần nhưng không có tác dụng.",
    "Màn hình hiện thông báo \"thao tác không thành công (mã 17)\".",
    "Việc này không gấp nhưng tôi muốn biết nguyên nhân.",
    "Đây là lần thứ hai trong tháng, mong anh chị xử lý dứt điểm.",
    "Tuần này tôi khó nghe điện thoại, xin trả lời qua thư.",
    "Nếu cần quyền truy cập máy chủ, tôi sẽ mở ngay."};
constexpr string_view kReplies[] = {
    "Tôi đã làm theo hướng dẫn nhưng vẫn chưa được.",
    "Thông tin anh chị cần đây: lỗi xảy ra trên mọi máy, khoảng mỗi giờ một lần.",
    "Nhanh quá! Chỉ còn một điểm: trang thứ hai vẫn hiện thông tin cũ.",
    "Xin lỗi vì trả lời muộn, tôi đi công tác. Anh chị cứ tiến hành.",
    "Bây giờ đã đỡ hơn nhưng chưa được như trước.",
    "Đồng nghiệp của tôi sẽ gửi tài liệu chiều nay.",
    "Anh chị giải thích lại giúp bước thứ hai, tôi không tìm thấy nút đó."};
constexpr string_view kThanks[] = {"Mọi thứ đã hoạt động lại, cảm ơn rất nhiều!",
                                   "Tuyệt vời, anh chị có thể đóng phiếu này.",
                                   "Đúng rồi, cảm ơn anh chị đã kiên nhẫn."};
constexpr string_view kQuestions[] = {
    "Anh chị cho biết lỗi bắt đầu từ khi nào và trước đó có thay đổi gì không?",
    "Xin gửi giúp toàn bộ nội dung thông báo và thời điểm xuất hiện.",
    "Chúng tôi có thể khởi động lại dịch vụ từ 2 đến 3 giờ sáng nay không?",
    "Anh chị đang dùng phần mềm nào, phiên bản bao nhiêu?"};
constexpr string_view kProgress[] = {
    "Chúng tôi đã tìm ra nguyên nhân và đang xử lý, sẽ báo lại trong ngày.",
    "Chúng tôi đã tái hiện được lỗi và chuyển cho kỹ sư.",
    "Thay đổi đã thực hiện, có thể mất đến một giờ để có hiệu lực ở mọi nơi.",
    "Chúng tôi đã sửa lại thông tin, xin anh chị đăng nhập lại và cho biết kết quả.",
    "Việc này cần linh kiện từ nhà cung cấp, chúng tôi đã đặt hàng và sẽ cập nhật."};
constexpr string_view kNotes[] = {"Đã gọi cho khách, ngày mai gọi lại.",
                                  "Cùng nguyên nhân với máy tuần trước, xem nhật ký thay đổi.",
                                  "Nằm trong hợp đồng bảo trì, không xuất hóa đơn.",
                                  "Chờ kế toán trả lời rồi hãy đóng phiếu.",
                                  "Khách dễ tính nhưng đang vội, trả lời ngắn gọn."};

constexpr Words kWords{
    kGiven,
    kFamily,
    true,
    kCompanies,
    kGreetings,
    kClosings,
    kDetails,
    kReplies,
    kThanks,
    kQuestions,
    kProgress,
    kNotes,
    {{
        {"Không gửi được thư từ {domain} ({ref})",
         "từ tối qua máy chủ thư từ chối mật khẩu hộp thư của {domain}, trong khi webmail vẫn đăng "
         "nhập được.",
         "Hộp thư bị khóa do một điện thoại cũ nhập sai mật khẩu nhiều lần. Chúng tôi đã mở khóa, "
         "xin xóa tài khoản trên điện thoại đó."},
        {"Trang {domain} báo lỗi ({ref})",
         "từ sáng nay trang {domain} báo lỗi máy chủ ở mọi trang.",
         "Một đoạn mã đã dùng hết bộ nhớ của {server}. Chúng tôi đã khởi động lại và nâng giới "
         "hạn."},
        {"Hóa đơn {ref}: bị trừ tiền hai lần", "hóa đơn {ref} bị trừ tiền hai lần.",
         "Đúng là ngân hàng đã gửi lệnh hai lần. Khoản thứ hai sẽ được hoàn trong ba ngày làm "
         "việc."},
        {"Hủy hợp đồng {ref} và hoàn tiền",
         "chúng tôi muốn hủy hợp đồng {ref} vào cuối tháng và nhận lại số tiền còn lại.",
         "Hợp đồng kết thúc trong tháng này, số tiền còn lại đang được chuyển về tài khoản của anh "
         "chị."},
        {"Chuyển tên miền {domain} ({ref})",
         "chúng tôi muốn chuyển {domain} về bên anh chị, mã xác thực đã có sẵn.",
         "Quá trình chuyển đã bắt đầu, xin xác nhận thư của nhà cung cấp cũ."},
        {"Chứng chỉ của {domain} hết hạn ({ref})",
         "trình duyệt cảnh báo khách rằng chứng chỉ của {domain} đã hết hạn.",
         "Gia hạn tự động bị lỗi do một bản ghi DNS. Chứng chỉ mới đã cài trên {server}."},
        {"Nâng gói cho đơn hàng {ref}?",
         "đơn hàng {ref} không còn đủ dùng, chúng tôi muốn biết giá của gói lớn hơn.",
         "Gói tiếp theo có dung lượng gấp đôi, giá thêm chín mỗi tháng và chuyển đổi không gián "
         "đoạn."},
        {"Đơn hàng {ref} chưa đến",
         "đơn hàng {ref} đáng lẽ phải đến vào thứ Sáu tuần trước mà vẫn chưa thấy.",
         "Kiện hàng bị giữ ở kho do thiếu địa chỉ, ngày mai sẽ được giao lại."},
        {"Khôi phục thư mục trên {server} ({ref})",
         "có người bên tôi đã xóa thư mục hình ảnh, nhờ khôi phục về ngày thứ Hai.",
         "Thư mục của đêm thứ Hai đã có lại, đặt cạnh thư mục hiện tại."},
        {"Thêm bản ghi DNS cho {domain} ({ref})",
         "nhờ thêm bản ghi cho tên miền con mới của {domain} trỏ về máy chủ của chúng tôi.",
         "Bản ghi đã được thêm và có trên tất cả máy chủ tên miền."},
    }}};

}  // namespace

const Words& vietnamese_words() { return kWords; }

}  // namespace desk::generate
