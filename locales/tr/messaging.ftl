messaging-bad-setting = İleti ağ geçidinin { $setting } ayarı kullanılamıyor. Nedeni günlükte yazılıdır.
messaging-bad-receipt = İletim raporu okunamadı.
