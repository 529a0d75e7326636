DROP TABLE former_mobiles;
