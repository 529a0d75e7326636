//! The programme of the letter, as data to begin with.

use super::model::CourseLevel;
use super::publish::NewCourse;
use super::tiers::{Tier, Way};

/// The table of B3.
pub fn seed_tiers() -> Vec<Tier> {
    [
        ("standard", 1, 100, 4, Way::Shared),
        ("1", 101, 1_000, 8, Way::OnSite),
        ("2", 1_001, 10_000, 12, Way::OnSite),
        ("3", 10_001, 50_000, 16, Way::OnSite),
        ("4", 50_001, 100_000, 20, Way::OnSite),
        ("5", 100_001, 1_000_000, 24, Way::OnSite),
    ]
    .into_iter()
    .map(|(code, from_users, to_users, hours, way)| Tier { code: code.to_owned(), from_users, to_users, hours, way })
    .collect()
}

/// A small catalogue of both levels. The letter names the levels only; contents are ours.
pub fn seed_courses() -> Vec<NewCourse> {
    let course = |code: &str, name: &str, name_en: &str, level, hours, contents: &str, needs: &str| NewCourse {
        code: code.to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        level,
        hours,
        contents: contents.to_owned(),
        materials: "Eğitim kitapçığı, sunum ve uygulama örnekleri".to_owned(),
        needs: needs.to_owned(),
    };
    let classroom = "Derslik, projeksiyon, internet bağlantısı";
    let laboratory = "Her katılımcı için bilgisayar ve kart okuyucu, projeksiyon, internet bağlantısı";
    vec![
        course(
            "K1",
            "Elektronik İmzaya Giriş",
            "Introduction to Electronic Signatures",
            CourseLevel::User,
            2,
            "Elektronik imza nedir; hukuki dayanağı; sertifikanın korunması; günlük kullanımda dikkat edilecekler.",
            classroom,
        ),
        course(
            "K2",
            "Elektronik İmza Uygulamaları",
            "Working with Electronic Signatures",
            CourseLevel::User,
            4,
            "İmzalama ve doğrulama uygulamaları; uzun dönemli imza; sık karşılaşılan sorunlar ve çözümleri.",
            laboratory,
        ),
        course(
            "T1",
            "Elektronik İmza Altyapısı",
            "Electronic Signature Infrastructure",
            CourseLevel::Technical,
            4,
            "Açık anahtar altyapısı; sertifika iptal listeleri ve çevrimiçi sorgu; zaman damgası; kurum ağında gerekli ayarlar.",
            laboratory,
        ),
        course(
            "T2",
            "Uygulamalara Elektronik İmza Eklenmesi",
            "Adding Electronic Signatures to Applications",
            CourseLevel::Technical,
            8,
            "İmza biçimleri; imza oluşturma ve doğrulama kitaplıkları; arşiv imzası; örnek uygulamalar.",
            laboratory,
        ),
    ]
}
