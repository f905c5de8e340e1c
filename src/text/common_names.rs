//! Words that are common in Vietnamese names, by their place in the name.
//!
//! Two names in one unit that differ by one letter, such as Hà and Hòa, An and Ân, Võ and Vũ, are two people if both words
//! are common; a word that is in no list and that few names have may be a typing error. The lists are our own choice of
//! names in general use in Vietnam, all regions and both sexes, and of frequent names of the Khmer, Chinese, Tày, Thái,
//! Mường and Ede. They have marks and tones: *Hổng* is not *Hồng*. Leave out a rare word rather than a common one: a rare
//! word that many names of an archive have is not asked about either.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// The place of a word in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NamePlace {
    /// The first word: the family name.
    Family,
    /// A word between the first and the last.
    Middle,
    /// The last word: the given name.
    Given,
}

impl NamePlace {
    /// Returns the place of the word at `position` (from 0) of a name of `count` words.
    pub fn of(position: usize, count: usize) -> NamePlace {
        match position {
            0 => NamePlace::Family,
            _ if position + 1 == count => NamePlace::Given,
            _ => NamePlace::Middle,
        }
    }
}

const FAMILY: &str = "\
    an âu bạch bàn bế bùi cà cái cao cấn cầm cù cung chắng châu chế chu chung chử chương danh diêm diệp doãn \
    dư dương đàm đàng đào đặng điền điểu đinh đoàn đỗ đổng đồng đường ê-ban giang giàng giáp h' hà hạ hàn \
    hạng hầu hình hoa hoàng hồ hồng hứa huỳnh kha khổng khúc khuất khương kiên kiều kim ksor kpă la lã lại \
    lâm lăng lầu lê liêu liễu lò lỗ lộc lù lục lư lữ lương lường lưu lý ma mã mạc mạch mai mẫn mẫu mông mùa \
    neang nghiêm ngô ngọ ngũ ngụy nguyễn nhan nhâm nhữ nhiêu niê ninh nông ông phạm phan phí phó phù phùng \
    phương quách quan quàng quản sa sầm sơn sùng sử tạ tán tăng tào tất thạch thái thào thang thân thẩm thi \
    thiều thị tiết tiêu tiền tô tôn tống trà trang tráng trần triệu trịnh trương từ tưởng ung uông ứng văn \
    vàng vi viên vòng võ vũ vương vừ xa y yên";

const MIDDLE: &str = "\
    ái an anh ánh ân bá bách bảo bé bích bình bửu cao cát cảnh cẩm châu chấn chí chính công cường danh diễm \
    diệp diệu doãn duy duyên dương đài đại đan đăng đắc đạt đình đoan đoàn đông đồng đức gia giang giáng hà \
    hạ hải hạnh hân hậu hiếu hiền hiển hiệp hòa hoa hoài hoàn hoàng hồ hồng huệ huy huyền huỳnh hùng hưng \
    hương hữu kế khả khải khang khánh khắc khoa khôi kiên kiều kiết kiến kim kỳ lam lan lâm lê lệ liên linh \
    long lộc lương lưu ly lý mai mạnh mậu minh mộng mỹ nam ngân nghĩa ngô ngọc nguyên nguyễn nguyệt nhã nhân \
    nhất nhật nhựt nhị như oanh phạm phan phát phi phú phúc phùng phụng phước phương phượng quang quân quế \
    quốc quý quỳnh sao song sơn sỹ sĩ tài tam tân tấn tâm tất thạch thái thanh thành thảo thăng thắng thế \
    thiên thiện thiết thị thịnh thoại thông thu thuận thục thùy thúy thủy thư thương thượng thường tiến tiểu \
    tiên tích tín tính toàn tố tôn trang trà trâm trần trí triều triệu trọng trúc trung trường tú tuấn tuệ \
    tùng tuyết tường tử tự uyên út uy vân văn việt viết viễn vinh vĩnh vũ võ vương vy xuân ý yên yến";

const GIVEN: &str = "\
    ái an anh ánh ân âu ba bá bách bạch ban bảo bảy bắc băng bằng bé bích biên bình bính bông bốn bửu bưởi \
    ca cà cam cảnh cát cẩm cần cẩn cầm châm chân chấn châu chi chí chiến chiêu chiểu chinh chính chín chung \
    chuyên chúc chương chức công cơ cúc cung cương cường danh dân dần diễm diễn diện diệp diệu dinh dĩnh dịu \
    doan doanh du duệ dung dũng duy duyên duyệt dư dự dương dưỡng đài đại đàm đan đang đáng đào đạo đạt đăng \
    đằng đẳng đậu đắc đề đệ điềm điền điển điệp định đính đình đĩnh đoan đoàn đô đồng đông được đức đường em \
    gái gấm gia giang giao giàu giác giáp giới hà hạ hai hải hàn hàng hạnh hảo hào hân hằng hậu hiên hiền \
    hiển hiến hiện hiệp hiếu hiệu hinh hoa hóa hòa hoài hoan hoàn hoàng hoành hoạt học hợi hội hồi hồng hợp \
    huân huấn huê huệ hùng hưng huy huyên huyền huynh huỳnh hứa hương hường hưởng hướng hữu hựu kha khả khải \
    khang khanh khánh khâm khen khiêm khoa khoái khoan khôi khuê khuyên khương kiên kiệm kiếm kiệt kiều kim \
    kỳ kỷ kính lạc lai lài lam lan lãm lành lanh lâm lân lập lê lễ lệ lên liêm liên liễu linh lĩnh loan loát \
    long lộc lợi lụa luân luận luật lục lự lực lương lượng lưu lựu ly lý mai mận mạnh mão mẫn mậu mến mi \
    miên minh mùi mừng my mỹ na nam năm ngà ngát nga ngân ngạn nghi nghị nghĩa nghiêm nghiệp ngoan ngoãn ngọ \
    ngọc ngôn ngự nguyên nguyện nguyệt ngữ nhã nhàn nhạn nhân nhẫn nhất nhâm nhật nhi nhiên nhiệm nhị nho \
    nhơn như nhuần nhung nhường nhựt nhự ni ninh nữ nương oanh pha phái phan phán phát phấn phi phong phòng \
    phóng phú phúc phục phùng phụng phước phương phượng quan quang quảng quân quế quốc quới quy quý quyên \
    quyền quyến quyết quỳnh sa sáng sang sâm sanh sáu sen sĩ siêng sinh son song sơn sự sửu sương sử sỹ tài \
    tám tam tạo tăng tâm tân tấn tần tây thạch thái tham thanh thành thạnh thao thảo thạo thắm thắng thăng \
    thẩm thân thấu thế thể thêm thêu thi thìn thiên thiện thiêm thiệp thiết thiệu thịnh thoa thoại thoan \
    thoảng thọ thơ thơm thông thống thời thới thu thuần thuận thuật thục thụ thụy thúc thùy thúy thủy thư \
    thử thương thường thượng thực thức tiên tiến tiển tiệp tiếp tình tính tín tịnh toán toàn toản toại tòng \
    tố tôn tới trà trạch trang tráng tranh trâm trầm trân trấn tri trí triết triển triệu triều trinh trình \
    trịnh trọng trúc trung truyền trực trước trường trưởng tú tuân tuấn tuất tuệ tùng tuy tuyên tuyến tuyền \
    tuyển tuyết tư tứ từ tự tường tưởng tửu tý tỵ uyên uyển ứng út vạn vàng vân văn vấn vẹn vi vĩ vị viên \
    viện viết viễn việt vinh vịnh vĩnh võ vui vũ vượng vương vy vỹ xinh xoan xuân xuyên xuyến xứng ý yên yến";

/// Every word with its place.
static COMMON: LazyLock<FxHashSet<(NamePlace, &str)>> = LazyLock::new(|| {
    let lists = [(NamePlace::Family, FAMILY), (NamePlace::Middle, MIDDLE), (NamePlace::Given, GIVEN)];
    lists
        .into_iter()
        .flat_map(|(place, words)| words.split_whitespace().map(move |word| (place, word)))
        .collect()
});

/// Returns true if `word`, as [`canonical_name`](super::canonical_name) writes it, is common at `place` of a name.
pub fn is_common_name(word: &str, place: NamePlace) -> bool {
    COMMON.contains(&(place, word))
}

#[cfg(test)]
mod tests {
    use super::super::canonical_name;
    use super::{COMMON, FAMILY, GIVEN, MIDDLE, NamePlace, is_common_name};

    /// The words are in the form that is looked up, and the lists are as long as they should be.
    #[test]
    fn words_are_canonical() {
        for (_, word) in COMMON.iter() {
            assert_eq!(canonical_name(word), *word);
        }
        for (words, least) in [(FAMILY, 140), (MIDDLE, 150), (GIVEN, 300)] {
            assert!(words.split_whitespace().count() >= least);
        }
    }

    /// A word is common at its own place only: *Thi* is a given name, and no spelling of the middle name *Thị*.
    #[test]
    fn places_differ() {
        assert!(is_common_name("thi", NamePlace::Given) && !is_common_name("thi", NamePlace::Middle));
        assert!(is_common_name("võ", NamePlace::Family) && is_common_name("vũ", NamePlace::Family));
        assert!(!is_common_name("hổng", NamePlace::Given) && !is_common_name("vắn", NamePlace::Middle));
        assert_eq!(NamePlace::of(0, 2), NamePlace::Family);
        assert_eq!(NamePlace::of(1, 2), NamePlace::Given);
        assert_eq!(NamePlace::of(2, 4), NamePlace::Middle);
    }
}
