//! What comes out of bytes: encodings, separators, workbooks, and everything that is no table.

use super::super::import::testing::{PersonRow, Rejection, check_package, people, units};
use super::{PEOPLE_HEADER, UNIT_HEADER, tckn};
use kunye_kernel::entropy::{Entropy, SeededEntropy};
use kunye_kernel::error::{Error, Kind};
use kunye_kernel::time::Day;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn refused(result: Result<(Vec<PersonRow>, Vec<Rejection>), Error>) -> &'static str {
    result.unwrap_err().text
}

fn row(n: u32) -> String {
    format!("{};S{n};Şükrü;Çağlayan;Mühendis;20000000;0532 123 45 67;05.01.2026;;\n", tckn(n))
}

fn reasons(rejected: &[Rejection]) -> Vec<(u32, &'static str)> {
    rejected.iter().map(|rejection| (rejection.row, rejection.text)).collect()
}

#[test]
fn every_encoding_brings_the_same_rows() {
    let text = format!("{PEOPLE_HEADER}{}{}", row(1), row(2));
    let (expected, rejected) = people(text.as_bytes()).unwrap();
    assert_eq!((expected.len(), rejected.len()), (2, 0));
    assert_eq!((expected[0].row, expected[0].given_names.as_str(), expected[0].surname.as_str()), (2, "Şükrü", "Çağlayan"));

    let (windows_1254, _, lost) = encoding_rs::WINDOWS_1254.encode(&text);
    assert!(!lost && std::str::from_utf8(&windows_1254).is_err());
    assert_eq!(people(&windows_1254).unwrap().0, expected);

    let with_mark = format!("\u{feff}{text}");
    assert_eq!(people(with_mark.as_bytes()).unwrap().0, expected);
    let utf16: Vec<u8> = with_mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(people(&utf16).unwrap().0, expected);
    assert_eq!(people(text.replace('\n', "\r\n").as_bytes()).unwrap().0, expected);
    assert_eq!(people(text.replace(';', "\t").as_bytes()).unwrap().0, expected);
    assert_eq!(people(text.replace(';', ",").as_bytes()).unwrap().0, expected);
    let told = format!("sep=;\r\n{text}");
    assert_eq!(people(told.as_bytes()).unwrap().0[0].row, 3);
}

#[test]
fn damaged_letters_are_not_guessed() {
    let mut bytes = format!("{PEOPLE_HEADER}{}{}", row(1), row(2)).into_bytes();
    let at = bytes.windows(2).rposition(|pair| pair == "ğ".as_bytes()).unwrap();
    bytes[at + 1] = b'x';
    assert_eq!(refused(people(&bytes)), "import-file-encoding");
}

#[test]
fn headers_are_found_in_any_order_and_below_a_title() {
    let text = format!(
        "Personel Listesi,,,,,,,,\n\nSOYADI,ADI,T.C. KİMLİK NO,sicil numarası,ÜNVANI,Notlar,GSM,birim detsis no,göreve  başlama tarihi\n\
         Çağlayan,Şükrü,{},S1,Mühendis,önemsiz,5321234567,20000000,5/1/2026\n",
        tckn(1)
    );
    let (rows, rejected) = people(text.as_bytes()).unwrap();
    assert_eq!(rejected, []);
    assert_eq!((rows[0].row, rows[0].surname.as_str(), rows[0].starts_on), (4, "Çağlayan", Day::new(2026, 1, 5)));
    assert_eq!(rows[0].mobile.as_ref().unwrap().e164(), "+905321234567");
    assert_eq!(rows[0].ends_on, None);
}

#[test]
fn missing_columns_are_named_in_one_error() {
    let error = people("TCKN;Ad;Soyad\n1;2;3\n".as_bytes()).unwrap_err();
    assert_eq!(error.text, "import-columns-missing");
    let expected = "Sicil No, Unvan, Birim DETSİS No, Cep Telefonu, Göreve Başlama Tarihi";
    assert_eq!(error.args, [("columns", expected.to_owned())]);
    assert_eq!(units(PEOPLE_HEADER.as_bytes()).unwrap_err().text, "import-columns-missing");
    assert_eq!(refused(people(PEOPLE_HEADER.as_bytes())), "import-no-rows");
}

#[test]
fn a_broken_row_in_the_middle_is_named_and_the_others_are_read() {
    let broken = format!("{};S2;Ayşe\n", tckn(2));
    let text = format!("{PEOPLE_HEADER}{}{broken}{}", row(1), row(3));
    let (rows, rejected) = people(text.as_bytes()).unwrap();
    assert_eq!(rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(reasons(&rejected), [(3, "import-row-width")]);
    let expected = [("found", "3".to_owned()), ("expected", "10".to_owned())];
    assert_eq!(rejected[0].args, expected);
}

#[test]
fn an_open_quotation_mark_swallows_nothing_in_silence() {
    // Never closed; and closed by accident in a later row.
    for last in [row(4), row(4).replace("Mühendis", "\"Mühendis")] {
        let text = format!("{PEOPLE_HEADER}{}{}{}{last}", row(1), row(2).replace("Mühendis", "\"Mühendis"), row(3));
        let error = people(text.as_bytes()).unwrap_err();
        assert_eq!((error.text, error.args), ("import-file-quote", vec![("row", "3".to_owned())]));
    }
    let fine = row(1).replace("Mühendis", "\"Mühendis; \"\"kıdemli\"\"\"");
    let (rows, _) = people(format!("{PEOPLE_HEADER}{fine}").as_bytes()).unwrap();
    assert_eq!(rows[0].title.as_deref(), Some("Mühendis; \"kıdemli\""));
}

#[test]
fn hostile_cells_are_refused_row_by_row_and_never_repeated() {
    let lines = [
        row(1).replace("Şükrü", "=cmd()"),
        row(2).replace("Mühendis", "=HYPERLINK(1)"),
        row(3).replace("Mühendis", &"x".repeat(10_000)),
        row(4).replace("Çağlayan", "\u{202e}Çağ\u{200b}layan"),
        row(5).replace("0532 123 45 67", "0312 123 45 67"),
        row(6).replace(&tckn(6), "12345678901"),
        row(7).replace(&tckn(7), "1,00E+10"),
        row(8).replace("05.01.2026", "31.02.2026"),
        row(9).replace("20000000", "2000"),
        row(10).replace(";;", ";04.01.2026;"),
    ];
    let (rows, rejected) = people(format!("{PEOPLE_HEADER}{}", lines.concat()).as_bytes()).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].surname, "Çağlayan");
    let expected = [
        (2, "import-name-invalid"),
        (3, "import-label-invalid"),
        (4, "import-cell-too-long"),
        (6, "import-mobile-invalid"),
        (7, "import-national-id-invalid"),
        (8, "import-number-shortened"),
        (9, "import-day-invalid"),
        (10, "import-detsis-invalid"),
        (11, "import-ends-before-start"),
    ];
    assert_eq!(reasons(&rejected), expected);
    let shown = format!("{:?}", rejected.iter().map(|rejection| &rejection.args).collect::<Vec<_>>());
    assert!(shown.contains("31.02.2026") && shown.contains("2000"));
    for personal in ["12345678901", "0312", "cmd", "xxxx"] {
        assert!(!shown.contains(personal), "{shown}");
    }
}

/// The header of the people file and one row with numbers and dates as Excel stores them.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, header) in (0..).zip(PEOPLE_HEADER.trim().split(';')) {
        sheet.write(0, at, header).unwrap();
    }
    fill(sheet);
    book.save_to_buffer().unwrap()
}

#[test]
fn numbers_and_dates_of_a_workbook_are_read_as_they_are_meant() {
    let bytes = workbook(|sheet| {
        let day = Format::new().set_num_format("dd.mm.yyyy");
        for at in [1, 3] {
            sheet.write(at, 0, tckn(1).parse::<f64>().unwrap()).unwrap();
            sheet.write(at, 1, 1234).unwrap();
            for (column, text) in [(2, "Şükrü"), (3, "Çağlayan"), (4, "Mühendis")] {
                sheet.write(at, column, text).unwrap();
            }
            sheet.write(at, 5, 20_000_000).unwrap();
            sheet.write(at, 6, 5_321_234_567_f64).unwrap();
            sheet.write_with_format(at, 7, ExcelDateTime::from_ymd(2026, 1, 5).unwrap(), &day).unwrap();
            sheet.write(at, 9, true).unwrap();
        }
        // The same day as a bare number, beyond our columns something else.
        sheet.write(3, 7, 46_027).unwrap();
        sheet.write(3, 20, "önemsiz").unwrap();
    });
    let (rows, rejected) = people(&bytes).unwrap();
    assert_eq!(rejected, []);
    assert_eq!(rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 4]);
    for row in &rows {
        assert_eq!((row.national_id.digits(), row.staff_no.as_str(), row.unit.as_str()), (tckn(1).as_str(), "1234", "20000000"));
        assert_eq!(row.mobile.as_ref().unwrap().e164(), "+905321234567");
        assert_eq!((row.starts_on, row.heads_unit), (Day::new(2026, 1, 5), Some(true)));
    }
}

#[test]
fn what_is_no_table_is_called_what_it_is() {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let ods = zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec())]);
    let cases: [(Vec<u8>, &str); 11] = [
        (Vec::new(), "import-file-empty"),
        (b" \r\n".to_vec(), "import-file-empty"),
        ([&ole[..], &[0; 600]].concat(), "import-file-xls"),
        ([&ole[..], &[0; 600], &encrypted].concat(), "import-file-encrypted"),
        (ods, "import-file-xls"),
        (zip(&[("word/document.xml", b"<x/>".to_vec())]), "import-file-kind"),
        (b"PK\x03\x04 and then nothing".to_vec(), "import-file-broken"),
        ([b"MZ\x90\x00", &[0; 600][..]].concat(), "import-file-kind"),
        (b"%PDF-1.7 ...".to_vec(), "import-file-kind"),
        (b"<html><table><tr><td>TCKN</td></tr></table></html>".to_vec(), "import-file-web-page"),
        (b"TCKN;\x00;x\n".to_vec(), "import-file-kind"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(refused(people(&bytes)), expected, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(20)]));
    }
    assert_eq!(people(&vec![b'a'; 20 * 1024 * 1024 + 1]).unwrap_err().kind, Kind::TooLarge);
    let wide = format!("{UNIT_HEADER}{}", "x;".repeat(101));
    assert_eq!(units(wide.as_bytes()).unwrap_err().text, "import-too-many-columns");
}

fn zip(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const MEGABYTE: usize = 1024 * 1024;

#[test]
fn a_bomb_is_not_unpacked() {
    // 420 MB in a hundred parts of zeros, each a few kilobytes in the file.
    let types = ("[Content_Types].xml", b"<x/>".to_vec());
    let part = zip(&[types.clone(), ("xl/worksheets/sheet1.xml", vec![0; 4 * MEGABYTE])]);
    let mut source = zip::ZipArchive::new(std::io::Cursor::new(&part[..])).unwrap();
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.raw_copy_file(source.by_index(0).unwrap()).unwrap();
    for n in 0..105 {
        bomb.raw_copy_file_rename(source.by_index(1).unwrap(), format!("xl/worksheets/sheet{n}.xml")).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < MEGABYTE, "{}", bomb.len());
    assert_eq!(refused(people(&bomb)), "import-file-bomb");

    // A directory that says a thousand bytes where four million come out.
    let limit = MEGABYTE as u64;
    assert_eq!(check_package(&part, limit).unwrap_err().text, "import-file-bomb");
    let declared = (4 * MEGABYTE as u32).to_le_bytes();
    let mut lying = part.clone();
    while let Some(at) = lying.windows(4).position(|window| window == declared) {
        lying[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    assert_ne!(lying, part);
    let refusal = check_package(&lying, limit).unwrap_err().text;
    assert!(["import-file-bomb", "import-file-broken"].contains(&refusal), "{refusal}");
}

#[test]
fn parts_that_are_kept_in_memory_are_small() {
    let with = |name, text: String| zip(&[("[Content_Types].xml", b"<x/>".to_vec()), (name, text.into_bytes())]);
    // A table of strings that says it has more than memory holds, its count split over two reads or far from its name.
    for gap in [0, 30, 65_500, 65_520, 65_530] {
        let strings = format!("<sst {}uniqueCount=\"99999999999999\"><si><t>a</t></si></sst>", " ".repeat(gap));
        assert_eq!(refused(people(&with("xl/sharedStrings.xml", strings))), "import-file-bomb", "{gap}");
    }
    let (spaces, zeros) = (" ".repeat(100), "0".repeat(100));
    for hidden in [
        format!("uniqueCount={spaces}\"99999999999999\""),
        format!("uniqueCount{spaces}=\"99999999999999\""),
        format!("uniqueCount=\"{zeros}99999999999999\""),
    ] {
        assert_eq!(refused(people(&with("xl/sharedStrings.xml", format!("<sst {hidden}/>")))), "import-file-bomb", "{hidden}");
    }
    assert_eq!(refused(people(&with("xl/styles.xml", " ".repeat(17 * MEGABYTE)))), "import-file-bomb");
}

#[test]
fn no_damage_to_a_workbook_brings_the_program_down() {
    let bytes = workbook(|sheet| {
        sheet.write(1, 0, tckn(1)).unwrap();
    });
    let entropy: &dyn Entropy = &SeededEntropy::new(11);
    for _ in 0..400 {
        let mut damaged = bytes.clone();
        for _ in 0..=entropy.below(6) {
            let at = entropy.below(damaged.len() as u32) as usize;
            damaged[at] = entropy.below(256) as u8;
        }
        damaged.truncate(damaged.len() - entropy.below(50) as usize);
        if let Err(error) = people(&damaged) {
            assert_ne!(error.kind, Kind::Internal);
        }
    }
}
