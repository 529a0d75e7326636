//! Writes a sample request form: `cargo run -p kunye-documents --example form -- [tr|en] [blank|filled] > form.pdf`.

use kunye_documents::{
    ApplicantBlock, ElectronicApproval, IssuingUnit, Language, OfficerBlock, RequestForm, SupervisorBlock, request_form,
};
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let english = arguments.iter().any(|argument| argument == "en");
    let mut form = if english { english_form() } else { turkish_form() };
    if arguments.iter().any(|argument| argument == "filled") {
        fill_in(&mut form);
    }
    let language = if english { Language::English } else { Language::Turkish };
    std::io::stdout().write_all(&request_form(&form, language)?)?;
    Ok(())
}

fn turkish_form() -> RequestForm {
    RequestForm {
        institution: "Örnek Kamu Kurumu".into(),
        unit: IssuingUnit {
            name: "Çankaya İlçe Müdürlüğü Bilgi İşlem Birimi".into(),
            detsis: "24681357".into(),
            province: "Ankara".into(),
        },
        reference: "KT7M-2QX4".into(),
        follow_url: "https://kunye.ornek.example/talep/KT7M-2QX4".into(),
        verify_url: "https://kunye.ornek.example/dogrula/KT7M-2QX4-BN8R-5ZPA".into(),
        requested_on: "22.11.2026".into(),
        kind: "Parola yenileme".into(),
        applicant: ApplicantBlock {
            national_id: Some("100••••••46".into()),
            given_names: Some("Gülşah İpek".into()),
            surname: Some("Işıkoğlu".into()),
            staff_no: Some("A-20417".into()),
            title: Some("Veri Hazırlama ve Kontrol İşletmeni".into()),
            mobile: Some("+90 5XX XXX 12 34".into()),
        },
        compromised: Some(false),
        commitments: [
            "Bu formdaki bilgilerin bana ait, güncel ve doğru olduğunu beyan ederim.",
            "Parolamı kimseyle paylaşmayacağımı, yazılı olarak saklamayacağımı ve kurumun belirlediği süre içinde \
             yenileyeceğimi kabul ederim.",
            "Hesabımla yapılan işlemlerden sorumlu olduğumu; hesabımın başkasınca kullanıldığından kuşkulanırsam durumu \
             gecikmeden birimimdeki PYS yetkilisine bildireceğimi taahhüt ederim.",
        ]
        .map(String::from)
        .to_vec(),
        privacy_notice: Some("Kişisel verilerin korunmasına ilişkin aydınlatma metni (sürüm 3, 01.09.2026) okundu.".into()),
        created_at: 1_795_327_200_000,
        ..RequestForm::default()
    }
}

fn english_form() -> RequestForm {
    RequestForm {
        kind: "Password renewal".into(),
        commitments: [
            "I declare that the information on this form is mine, current and correct.",
            "I will share my password with nobody, keep no written copy of it, and renew it within the period set by the \
             institution.",
            "I answer for what is done with my account. If I suspect that someone else uses it, I will tell the PYS officer \
             of my unit without delay.",
        ]
        .map(String::from)
        .to_vec(),
        privacy_notice: Some("Privacy notice (version 3, 01.09.2026) was read.".into()),
        ..turkish_form()
    }
}

fn fill_in(form: &mut RequestForm) {
    form.supervisor = SupervisorBlock {
        full_name: Some("Çağrı Öztürk".into()),
        title: Some("İlçe Müdürü".into()),
        approval: Some(ElectronicApproval { full_name: "Çağrı Öztürk".into(), date: "23.11.2026 10:42".into() }),
    };
    form.officer = OfficerBlock {
        full_name: Some("Şeyma Ünal".into()),
        date: Some("23.11.2026".into()),
        papers_complete: true,
        identity_checked: true,
    };
    form.archive_no = Some("2026/0147".into());
}
