api-second-factor-needed = Bu hesap için doğrulama kodunu da (code) gönderin.
api-password-needed = Önce parolanızı değiştirin: kurum, sistemin ürettiği parolanın ilk girişte değiştirilmesini istiyor.
api-second-factor-enrol = Bu hesapta iki adımlı doğrulama gerekli. Önce tarayıcıda oturum açıp kurun.
api-notice-old = Aydınlatma metninin güncel sürümü gösterilmemiş. Güncel sürümün numarasını gönderin.
